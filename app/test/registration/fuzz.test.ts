import { Readable } from 'node:stream'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AppError } from '../../src/errors.ts'
import { recordsOf } from '../../src/record/registration/check-file.ts'
import { columnNames, type SentCells } from '../../src/record/registration/columns.ts'
import { readRegistrationXml } from '../../src/record/registration/read-registration-xml.ts'
import { RegistrationFileError } from '../../src/record/registration/sent-file.ts'
import { receiveRegistrationFile } from '../../src/record/registration/receive-file.ts'
import { system } from '../record/support.ts'
import { csvOf, learner, learners, xmlOf } from './files.ts'
import { createRegistrations } from './world.ts'

const numRuns = Number(process.env['FUZZ_RUNS'] ?? 25)
const world = await createRegistrations()
const { app, college, ukprn, name, carys } = world

/** What comes of a file: a report with all its rows, or one clear refusal. Anything else is a mistake of ours. */
async function outcome(fileName: string, bytes: AsyncIterable<Uint8Array>): Promise<number | string> {
  try {
    const file = { fileName, stream: bytes }
    const { fileId } = await receiveRegistrationFile(app, system, college, file, { cohort: 'Fuzz' })
    return (await world.report(fileId)).rows
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return error.problems[0]?.key ?? error.code
  }
}

const pieces = (bytes: Uint8Array, size: number) =>
  Readable.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
    })(),
  )

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom('=1+1', '@SUM(A1)', '+44', '-1', '\t=x', '"', '""', ';', ',', '\0', '\u202Egnp', '𝔄', 'é̀'),
  fc.constantFrom('<', '&amp;', ']]>', '<!--', '\uFEFF', 'Ŵŷn', "O'Brien", '0', '9999999999'),
)
const row: fc.Arbitrary<SentCells> = fc
  .dictionary(fc.constantFrom(...columnNames), nasty, { maxKeys: 6 })
  .map((cells) => ({ ...learner(1), ...cells }))

test('whatever stands in the cells, every row is in the report or the file is refused with a reason', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 5 }),
      fc.constantFrom('CSV', 'XML'),
      fc.integer({ min: 1, max: 4000 }),
      async (rows, format, size) => {
        const records = async (text: string) => {
          const file = { format, fileName: 'f', ukprn } as const
          let count = 0
          try {
            for await (const _ of recordsOf(pieced(text, size), file)) count += 1
            return count
          } catch (error) {
            if (!(error instanceof RegistrationFileError)) throw error
            // The reader counted all of them: only the smallest number of a file stands in the way.
            return error.rule === 'tooFew' ? count : error.rule
          }
        }
        const write = format === 'CSV' ? csvOf : xmlOf
        const found = await records(write('f', ukprn, rows))
        if (typeof found === 'number') expect(found).toBe(rows.length)
        else expect(['xml', 'quote', 'tooLong', 'structure']).toContain(found)
      },
    ),
    { numRuns: numRuns * 4 },
  )
})

async function* pieced(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
}

test('whatever bytes come, in whatever pieces, there is a report or a refusal', async () => {
  const good = {
    CSV: Buffer.from(csvOf('f', ukprn, learners(50))),
    XML: Buffer.from(xmlOf('f', ukprn, learners(50))),
  }
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('CSV', 'XML'),
      fc.array(fc.tuple(fc.nat(), fc.uint8Array({ maxLength: 8 })), { maxLength: 6 }),
      fc.integer({ min: 1, max: 70_000 }),
      async (format, changes, size) => {
        const bytes = Buffer.from(good[format])
        for (const [at, some] of changes)
          bytes.set(some.subarray(0, bytes.length - (at % bytes.length)), at % bytes.length)
        const found = await outcome(name(format), pieces(bytes, size))
        // The header names another file, so none of them is ever taken.
        expect(found).toMatch(/^(registration|record)\.file_/)
      },
    ),
    { numRuns },
  )
})

test('formulas are neutralised in the answers, every cell goes back as it came, NULs and signs included', async () => {
  const nastyNotes = [
    '=HYPERLINK("http://evil.example")',
    '+1',
    '-1',
    '@x',
    '\t=1',
    'a\0b',
    'say "hi", then; go',
    'line\nbreak',
  ]
  const rows = learners(50, 3000).map((cells, index) => {
    const Notes = nastyNotes[index]
    return Notes === undefined ? cells : { ...cells, Notes }
  })
  const fileName = name()
  const { fileId } = await world.receive(fileName, csvOf(fileName, ukprn, rows))
  await world.register(fileId)
  const output = await carys.get(`/organisations/${college}/registrations/${fileId}/output`)
  const lines = output.html.split('\r\n')
  expect(lines.slice(2).some((line) => /(^|,)"?[=+@-]/.test(line.replaceAll(/"[^"]*"/g, '')))).toBe(false)
  expect(output.html).toContain(`"'=HYPERLINK(""http://evil.example"")"`)
  expect(output.html).toContain('"say ""hi"", then; go"')
  expect(output.html.match(/\bWSRC0001\b|\bINVALID\b/g)).toHaveLength(50)
})

test.each([
  ['UTF-8 with a mark', (text: string) => Buffer.from(`\uFEFF${text}`)],
  ['UTF-16', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ['Windows-1252', (text: string) => Buffer.from(text, 'latin1')],
])('a spreadsheet’s %s is read', async (_, encode) => {
  const fileName = name()
  const rows = [learner(7000, { GivenName: 'Siân' }), ...learners(49, 7001)]
  const { fileId } = await world.receive(fileName, encode(csvOf(fileName, ukprn, rows)))
  const report = await world.report(fileId)
  expect(report.rowsNamed[0]?.name).toContain('Siân')
  expect(report.counts.INVALID).toBe(0)
})

test('bombs end in a refusal, and memory stays where it was', async () => {
  const before = process.memoryUsage().rss
  const xml = (body: AsyncIterable<Uint8Array>) => outcome(name('XML'), body)
  const endless = async function* (start: string, again: string, megabytes: number) {
    yield Buffer.from(start)
    const piece = Buffer.from(again.repeat(Math.ceil(65_536 / again.length)))
    for (let sent = 0; sent < megabytes * 1_000_000; sent += piece.length) yield piece
  }
  expect(await xml(endless('', '<a>', 20))).toBe('registration.file_structure')
  expect(await xml(endless('<LearnerRegistrationBatch>', '<FileHeader>', 20))).toBe(
    'registration.file_structure',
  )
  expect(await xml(endless('<LearnerRegistrationBatch><FileHeader><UKPRN>', 'x', 20))).toBe(
    'registration.file_tooLong',
  )
  expect(await xml(endless('<LearnerRegistrationBatch><FileHeader a="', 'x', 20))).toMatch(
    /^registration\.file_/,
  )
  expect(await xml(endless('<!--', 'x', 20))).toMatch(/^registration\.file_/)
  expect(await xml(endless('<!DOCTYPE a [', '<!ENTITY a "aaaaaaaaaa">', 20))).toMatch(/^registration\.file_/)
  expect(await outcome(name(), endless(`${columnNames.join(',')}\n2A`, '"', 20))).toMatch(
    /^registration\.file_/,
  )
  expect(await outcome(name(), endless('', ',', 20))).toMatch(/^registration\.file_/)
  // A zip by another name is no table, and one that would grow is never unpacked.
  expect(await outcome(name(), endless('PK\u0003\u0004', '\0\0\0', 20))).toMatch(/^registration\.file_/)
  expect(await outcome(name(), endless('', 'x\n', 40))).toBe('too_large')
  const grown = (process.memoryUsage().rss - before) / 1_000_000
  expect(grown).toBeLessThan(200)
})

test('a comment or a name without an end does not hold the whole file', async () => {
  for (const start of ['<LearnerRegistrationBatch><!--', '<LearnerRegistrationBatch><', '<?']) {
    async function* text() {
      yield start
      for (let piece = 0; piece < 200; piece += 1) yield 'x'.repeat(65_536)
    }
    const read = async () => {
      for await (const _ of readRegistrationXml(text())) continue
    }
    await expect(read()).rejects.toBeInstanceOf(RegistrationFileError)
  }
})
