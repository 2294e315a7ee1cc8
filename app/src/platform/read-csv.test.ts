import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CsvError, type CsvRecord, readCsv } from './read-csv.ts'

async function read(...pieces: string[]): Promise<CsvRecord[]> {
  async function* source() {
    yield* pieces
  }
  const records: CsvRecord[] = []
  for await (const record of readCsv(source())) records.push(record)
  return records
}

const fields = async (text: string) => (await read(text)).map((record) => record.fields)

describe('a results file as a table', () => {
  test('takes whichever separator the headings use', async () => {
    expect(await fields('a,b;c\n1,2')).toEqual([
      ['a', 'b;c'],
      ['1', '2'],
    ])
    expect(await fields('\uFEFFa;b\r\n1,5;2\r\n')).toEqual([
      ['a', 'b'],
      ['1,5', '2'],
    ])
    expect(await fields('a\tb\r1\t2')).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ])
  })

  test('counts rows as a spreadsheet does, empty ones too', async () => {
    expect((await read('a,b\n\n,\n1,"two\nlines"\n3,4')).map(({ row }) => row)).toEqual([1, 4, 5])
  })

  test.each(['a\n"open', 'a\n"b"c'])('says where a quote is wrong: %j', async (text) => {
    await expect(read(text)).rejects.toMatchObject({ rule: 'quote', row: 2 })
  })

  test('gives up on a row that never ends', async () => {
    await expect(read('a\n', `"${'x'.repeat(40_000)}`)).rejects.toMatchObject({ rule: 'tooLong', row: 2 })
    await expect(read('x'.repeat(40_000))).rejects.toBeInstanceOf(CsvError)
  })

  test('what was written comes back, however it is cut into pieces', async () => {
    const cell = fc.string({ maxLength: 8 }).map((text) => `x${text.replace(/\r/g, '')}`)
    const table = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.array(fc.nat(60)),
        fc.constantFrom('\n', '\r\n'),
        async (rows, cuts, end) => {
          const quote = (text: string) => `"${text.replaceAll('"', '""')}"`
          const text = ['h,i', ...rows.map((row) => row.map(quote).join(','))].join(end)
          const places = [0, ...cuts.map((cut) => cut % text.length).sort((a, b) => a - b), text.length]
          const pieces = places.slice(1).map((place, index) => text.slice(places[index], place))
          expect((await read(...pieces)).map((record) => record.fields)).toEqual([['h', 'i'], ...rows])
        },
      ),
    )
  })

  test('anything at all is read or refused, never a crash', async () => {
    const noise = fc.array(fc.constantFrom('a', '"', ',', ';', '\n', '\r', '\t', '\uFEFF', ' '), {
      maxLength: 40,
    })
    await fc.assert(
      fc.asyncProperty(noise, async (characters) => {
        await read(...characters).catch((error: unknown) => expect(error).toBeInstanceOf(CsvError))
      }),
      { numRuns: 500 },
    )
  })
})
