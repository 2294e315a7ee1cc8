import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Result } from './check-row.ts'
import { contentHashOf, contentOf, type Specification } from './content.ts'
import { eventIdOf } from './row-key.ts'
import { RowWriter } from './staged-row.ts'

const text = fc.string({ minLength: 1, maxLength: 12 }).map((value) => value.replace(/\p{Cc}/gu, 'x'))
const optional = fc.option(text)
const specification: fc.Arbitrary<Specification> = fc.record({
  qualificationNumber: text,
  component: fc.constantFrom('', 'UNIT "1"'),
  title: text,
  qualificationType: optional,
  level: optional,
  credits: fc.option(fc.nat(999)),
  gradingScheme: text,
  series: text,
  assessmentLanguage: optional,
  status: fc.constantFrom('final' as const, 'provisional' as const),
  source: fc.constantFrom('AO' as const, 'ILR' as const),
  collectionType: optional,
  returnNumber: fc.option(fc.nat(99)),
  restriction: fc.nat(2),
  awardingUkprn: fc.option(fc.constant('10000001')),
  awardingName: optional,
  participationStart: fc.option(fc.constant('2024-09-02')),
  participationEnd: fc.option(fc.constant('2026-06-26')),
})
const outcome = fc.record({
  grade: fc.constantFrom('7', 'D*D*', '2:1', 'a"b'),
  awardDate: fc.constantFrom('2026-08-13', '1999-12-31'),
  centre: fc.option(fc.constant('01234')),
  providerUkprn: fc.option(fc.constant('10000002')),
})

test('names of the content stand in the order of RFC 8785', () => {
  fc.assert(
    fc.property(specification, outcome, fc.boolean(), (said, result, withdrawn) => {
      const names = Object.keys(contentOf({ ...said, ...result }, { withdrawn }))
      expect(names).toEqual([...names].sort())
    }),
  )
})

test('a staged row has the id of its event and the hash of its content', () => {
  const issuer = '0190b6ce-0000-7000-8000-000000000001'
  fc.assert(
    fc.property(fc.array(fc.tuple(specification, outcome), { minLength: 1, maxLength: 3 }), (rows) => {
      const writer = new RowWriter(issuer)
      const expected = rows.map(([said, rest], index) => {
        const result: Result = {
          ...rest,
          identifier: '8228186621',
          uln: index === 0 ? '8228186621' : null,
          givenNameKey: 'SIÂN',
          familyNameKey: 'OREES',
          birthDate: '2008-05-15',
          gender: '2',
          postcodeKey: '',
          specification: said,
        }
        writer.add(index + 2, result)
        return {
          id: eventIdOf(issuer, { ...said, identifier: '8228186621' }),
          hash: contentHashOf({ ...said, ...rest }),
        }
      })
      const { rows: bytes, specifications } = writer.take()
      expect(specifications).toHaveLength(rows.length)
      const found = tuplesOf(Buffer.from(bytes))
      expect(found.map((columns) => [columns[1]?.toString('hex'), columns[14]])).toEqual(
        expected.map(({ id, hash }) => [id.replaceAll('-', ''), hash]),
      )
      expect(found.map((columns) => columns[9]?.toString())).toEqual(rows.map(() => 'SIÂN'))
    }),
  )
})

/** The columns of each row of binary COPY; null is none. */
function tuplesOf(bytes: Buffer): (Buffer | null)[][] {
  const tuples: (Buffer | null)[][] = []
  for (let at = 0; at < bytes.length; ) {
    const count = bytes.readInt16BE(at)
    at += 2
    tuples.push(
      Array.from({ length: count }, () => {
        const length = bytes.readInt32BE(at)
        at += 4
        if (length < 0) return null
        at += length
        return bytes.subarray(at - length, at)
      }),
    )
  }
  return tuples
}
