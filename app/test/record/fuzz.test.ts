import { Readable } from 'node:stream'
import { deflateRawSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AppError } from '../../src/errors.ts'
import { createTokenOf } from '../../src/identity/api-token.ts'
import { problemText } from '../../src/record/record-words.ts'
import { registerLearner } from '../../src/record/register/register-learner.ts'
import { batchReport } from '../../src/record/results/batches.ts'
import { checkResults } from '../../src/record/results/check-results.ts'
import { type ImportOptions, importResults } from '../../src/record/results/import-results.ts'
import { CsvParser } from '../../src/record/results/read-csv.ts'
import { wordsFor } from '../../src/words.ts'
import { createTestApp } from '../support/app.ts'
import { amina, csv, headings, load, ofMali, organisation, person, type Row } from './support.ts'
import { signIn, system, workDueJobs } from './support.ts'

const numRuns = Number(process.env['FUZZ_RUNS'] ?? 15)
const { app, server, visitor } = await createTestApp()
const issuer = await organisation(app, 'awardingOrganisation', ['result'])
const school = await organisation(app, 'school')
await registerLearner(app, system, school, { ...amina, cohort: 'Y13' })
const languages = [wordsFor('en'), wordsFor('cy')]

/**
 * What comes of a file: how many rows its report has, or why all of it was refused. The report has every row under
 * exactly one heading, names each that did not simply load, in words of both languages, and nothing is half loaded.
 */
async function outcome(bytes: AsyncIterable<Uint8Array>, options: ImportOptions = {}, fileName = 'f.csv') {
  try {
    const report = await importResults(app, system, issuer, { fileName, stream: bytes }, options)
    const { rows, added, held, refused, unchanged, corrected, knownFile } = report
    expect(added + held + refused + unchanged + corrected).toBe(rows)
    if (report.nextAfter === undefined && !knownFile) {
      expect(report.rowsNamed).toHaveLength(held + refused + corrected)
    }
    for (const { row, problems } of report.rowsNamed) {
      expect(row).toBeGreaterThan(1)
      expect(problems.length).toBeGreaterThan(0)
      for (const problem of problems) for (const t of languages) said(problemText(t, problem))
    }
    return rows
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    expect(['invalid', 'too_large']).toContain(error.code)
    for (const { key, values } of error.problems) for (const t of languages) said(t.say(key, values))
    return error.problems[0]?.key.replace('record.file_', '') ?? error.code
  } finally {
    const half = await app.db.read({ issuer }, (tx) =>
      tx.sql.selectFrom('batch').select('batch_id').where('state', '=', 'loading').execute(),
    )
    expect(half).toEqual([])
  }
}

/** Words, and few enough to be read. */
function said(text: string) {
  expect(text).not.toMatch(/^$|record\.|\{|undefined|\p{Cc}/u)
  expect(text.length).toBeLessThan(1000)
}

const whole = (bytes: Uint8Array | string) => Readable.from([Buffer.from(bytes)])
const pieces = (bytes: Uint8Array, size: number) =>
  Readable.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
    })(),
  )

const extra = ['Component', 'CentreNumber', 'CandidateNumber', 'UCI', 'Gender', 'Postcode', 'Credits']
const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom('=1+1', '@SUM(A1)', '+44', '-1', '\t=x', '"', '""', '"a"b', ';', ',', '\0', '\r', '\r\n'),
  fc.constantFrom('\u202Egnp', '𝔄', 'é̀', '\uFEFF', '\uFFFF', 'Ŵŷn', "O'Brien", '0', '9999999999', '   '),
  fc.constantFrom('ﷺ'.repeat(35), 'x'.repeat(5000), '1e400', '601/4292/3', 'GCSE9-1', 'June 2026', '٣'),
)
const row: fc.Arbitrary<Row> = fc
  .dictionary(fc.constantFrom(...headings, ...extra), nasty, { maxKeys: 5 })
  .map((cells) => ({ ...cells }))
const quoted = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
const written = (rows: readonly Row[]) => {
  const [names = '', ...lines] = csv(
    rows.map(() => ({})),
    extra,
  )
    .trimEnd()
    .split('\n')
  const columns = names.split(',')
  const cells = lines.map((line, index) =>
    line
      .split(',')
      .map((cell, place) => quoted(rows[index]?.[columns[place] ?? ''] ?? cell))
      .join(','),
  )
  return [names, ...cells].join('\n')
}

test('whatever stands in the cells, each row is in the report once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 5000 }),
      fc.boolean(),
      async (rows, size, applyCorrections) => {
        const bytes = Buffer.from(written(rows))
        expect(await outcome(pieces(bytes, size), { applyCorrections })).toBe(rows.length)
      },
    ),
    { numRuns },
  )
})

const encodings: Record<string, (text: string) => Buffer> = {
  'UTF-8': (text) => Buffer.from(text),
  'UTF-8 with a mark': (text) => Buffer.from(`\uFEFF${text}`),
  'UTF-16': (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  'UTF-16, the other way round': (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
  'Windows-1252': (text) => Buffer.from(text, 'latin1'),
}

test('whatever bytes a good file is damaged with, in any encoding, cut anywhere, there is a report or a reason', async () => {
  const rows = Array.from({ length: 40 }, (_, index) => ({
    ...(index % 3 === 0 ? ofMali : {}),
    ...(index % 5 === 0 ? { GivenName: 'Siân', Grade: '12' } : {}),
    QualificationTitle: index % 2 === 0 ? '"Cymraeg, ail iaith"' : 'Café',
    Component: String(index),
  }))
  const text = csv(rows, ['Component'])
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.keys(encodings)),
      fc.array(fc.tuple(fc.nat(), fc.uint8Array({ maxLength: 8 })), { maxLength: 4 }),
      fc.option(fc.nat()),
      fc.integer({ min: 1, max: 10_000 }),
      async (encoding, changes, cut, size) => {
        const bytes = encodings[encoding]?.(text) ?? Buffer.alloc(0)
        for (const [at, some] of changes) {
          const place = at % bytes.length
          bytes.set(some.subarray(0, bytes.length - place), place)
        }
        const kept = cut === null ? bytes : bytes.subarray(0, cut % bytes.length)
        const found = await outcome(pieces(kept, size))
        if (changes.length === 0 && cut === null) expect(found).toBe(rows.length)
        else if (typeof found === 'string') {
          expect(found).toMatch(/^(heading(Missing|Unknown|Twice)|noRows|quote|tooLong|notText|encoding)$/)
        }
      },
    ),
    { numRuns },
  )
})

test('random bytes are refused for a reason', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (bytes) => {
      expect(await outcome(whole(bytes))).toMatch(/^[a-zA-Z]+$/)
    }),
    { numRuns },
  )
})

const good = csv([{}, { Component: 'Z' }], ['Component'])
const mark = Buffer.from('\uFEFF')
/** What a zip of one file is, as far as anybody reads it who asks whether it is one. */
const zip = (inside: string) => {
  const body = deflateRawSync(inside)
  const head = Buffer.from('504b03041400000008000000000000000000', 'hex')
  return Buffer.concat([head, Buffer.alloc(12), body])
}

test.each<[string, Uint8Array | string, string | number]>([
  ['a zip', zip(good.repeat(1000)), 'notText'],
  ['a zip that would grow', zip('0'.repeat(50_000_000)), 'notText'],
  ['a gzip', gzipSync(good), 'notText'],
  ['a gzip that would grow', gzipSync(Buffer.alloc(50_000_000)), 'notText'],
  ['an old spreadsheet', Buffer.from('d0cf11e0a1b11ae1000000000000000000', 'hex'), 'notText'],
  ['UTF-16 without its mark', Buffer.from(good, 'utf16le'), 'notText'],
  ['a page of the web', '<!doctype html><title>Sign in</title>', 'headingMissing'],
  ['UTF-8 that breaks off in a letter', Buffer.from(`${good}Siân,Siâ`).subarray(0, -1), 'encoding'],
  [
    'a mark of UTF-8 before what is none',
    Buffer.concat([mark, Buffer.from(`${good}\u00FF`, 'latin1')]),
    'encoding',
  ],
  [
    'two encodings',
    Buffer.concat([Buffer.from(`${good}Siân\n`), Buffer.from('Siân\n', 'latin1')]),
    'encoding',
  ],
  ['line ends of long ago', good.replaceAll('\n', '\r'), 2],
  ['all line ends at once', good.replace('\n', '\r\r\n\n\r'), 2],
  ['spaces for separators', good.replaceAll(',', ' '), 'headingMissing'],
  ['no line end at its end', good.trimEnd(), 2],
  ['a NUL in a heading', good.replace('Grade,', 'Gra\0de,'), 'notText'],
  ['a NUL in a row', `${good}\0`, 3],
  ['ten thousand columns', `${'a,'.repeat(10_000)}\n`, 'headingMissing'],
  ['ten thousand columns in a row', `${good}${','.repeat(10_000)}x\n`, 3],
  ['headings beyond any length', `${'Grade,'.repeat(20_000)}\n`, 'tooLong'],
  ['an unknown heading', csv([{}], ['=HYPERLINK("x")\u{1F600}'.repeat(9)]), 'headingUnknown'],
  ['headings a thousand times', `${headings.join(',')},${'Grade,'.repeat(1000)}\n`, 'headingTwice'],
  ['a quote in the middle', good.replace('Amina', 'Am"ina'), 2],
  ['a quote that is not closed', good.replace('Amina', '"Amina'), 'quote'],
  ['a quote closed too early', good.replace('Amina', '"Am"ina'), 'quote'],
  ['a field beyond any length', good.replace('Amina', 'A'.repeat(40_000)), 'tooLong'],
  ['blank lines above', `${'\n'.repeat(1000)}${good}`, 2],
  ['commas above', `${',,,\n'.repeat(1000)}${good}`, 2],
])('%s', async (_name, bytes, expected) => {
  expect(await outcome(whole(bytes))).toEqual(expected)
})

async function* endless(start: string, again: (piece: number) => string, megabytes: number) {
  yield Buffer.from(start)
  for (let sent = 0, piece = 0; sent < megabytes * 1_000_000; piece += 1) {
    const bytes = Buffer.from(again(piece))
    sent += bytes.length
    yield bytes
  }
}

/** By how many megabytes the process is larger at most while it does something. */
async function grownBy(act: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage().rss
  let most = before
  const look = () => {
    most = Math.max(most, process.memoryUsage().rss)
  }
  const looking = setInterval(look, 20)
  await act().finally(() => clearInterval(looking))
  look()
  return (most - before) / 1_000_000
}

test('what has no end is refused early, and memory stays where it was', async () => {
  const always = (text: string) => {
    const piece = text.repeat(Math.ceil(262_144 / text.length))
    return () => piece
  }
  const grown = await grownBy(async () => {
    expect(await outcome(endless('', always('\n'), 30))).toBe('headingMissing')
    expect(await outcome(endless('', always(',,,\r\n'), 30))).toBe('headingMissing')
    expect(await outcome(endless('', always('x'), 30))).toBe('tooLong')
    expect(await outcome(endless('', always('"'), 30))).toBe('tooLong')
    expect(await outcome(endless(good, always('"'), 30))).toBe('tooLong')
    expect(await outcome(endless(`${good}"`, always('x\n'), 30))).toBe('tooLong')
    expect(await outcome(endless(good, always(','), 30))).toBe('tooLong')
    expect(await outcome(endless(good, always('\n'), 2))).toBe(2)
    expect(await outcome(endless('', always('x'), 40), { limit: 30_000_000 })).toBe('too_large')
  })
  expect(grown).toBeLessThan(200)
})

test('of a large file nothing is held: neither its rows nor the pieces in which a name or a title first stood', async () => {
  const [names, line = ''] = csv([{ Grade: '12' }]).split('\n')
  const junk = `${'x'.repeat(30_000)}\n`.repeat(34)
  const letters = (index: number) => [...String(index)].map((digit) => 'abcdefghij'[Number(digit)]).join('')
  const piece = (index: number) =>
    `${line.replace('Mathematics', `Mathematics, ${letters(index)}`.replace(',', '')).replace('Yusuf', `Featherstonehaugh ${letters(index)}`)}\n${junk}`
  const grown = await grownBy(async () => {
    expect(await outcome(endless(`${names}\n`, piece, 200), { dryRun: true })).toBe(35 * 197)
  })
  expect(grown).toBeLessThan(120)
})

test('a large file after a small one, on the connection that the small one has used', async () => {
  const large = `${csv([{ Series: 'May 2026' }])}${`${'x'.repeat(30_000)}\n`.repeat(140)}`
  expect(large.length).toBeGreaterThan(4_000_000)
  expect(await outcome(whole(csv([{ Series: 'May 2026' }])))).toBe(1)
  expect(await outcome(whole(large))).toBe(141)
})

test('through page and API: words of both languages, never a failure of ours, whatever the file is called', async () => {
  const officer = await person(app, 'Helen Forde', [{ at: issuer, role: 'examsOfficer' }])
  const helen = await signIn(visitor(), officer.email)
  const { token } = await createTokenOf(app, system, officer.email, {
    ...{ label: 'fuzz', scopes: ['results:write', 'results:read'], expiresAt: null },
  })
  const sent: [
    fileName: string,
    bytes: Uint8Array<ArrayBuffer> | string,
    found: number | RegExp,
    cymraeg: RegExp,
  ][] = [
    ['a.zip', Uint8Array.from(zip(good)), /not a table of text/, /Nid tabl o destun/],
    ['=cmd.csv', `${good}\0\n`, 3, /./],
    ['\0\u202Egnp.csv', csv([{ Series: 'May 2024', Grade: '12' }]), 1, /./],
    ['', '', /headings are missing: ULN, GivenName/, /penawdau hyn ar goll/],
    ['x'.repeat(300), `${good}"`, /quotation mark/, /dyfynnod/],
    [`${'😀'.repeat(200)}.csv`, csv([{}], ['=1+1,\0\u0001']), /not known|not a table/, /Nid/],
  ]
  for (const language of ['en', 'cy']) {
    for (const [fileName, bytes, found, cymraeg] of sent) {
      const words = language === 'en' ? found : cymraeg
      const answer = await server.request(`/api/v1/organisations/${issuer}/results?dryRun=true`, {
        method: 'POST',
        headers: {
          ...{ authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
          'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
        },
        body: bytes,
      })
      const text = await answer.text()
      expect(answer.status, text).toBe(typeof found === 'number' ? 201 : 422)
      if (typeof found === 'number') expect(JSON.parse(text)).toMatchObject({ rows: found })
      else expect(text).toMatch(words as RegExp)

      await helen.get(`/organisations/${issuer}/results/new`)
      const form = helen.page.document.querySelector('form[enctype="multipart/form-data"]')
      const page = await helen.submit(form?.querySelector('button')?.textContent?.trim() ?? '', {
        file: new File([bytes], fileName.replace('\0', '') || 'none.csv'),
      })
      expect(page.status, page.text).toBe(typeof found === 'number' ? 200 : 422)
      if (typeof found !== 'number') expect(page.text).toMatch(words as RegExp)
    }
    if (language === 'en') await helen.submit('Cymraeg')
  }
})

test('a file too large to wait for says on its page why it cannot be read, whatever its headings say', async () => {
  const stream = whole(`${csv([{}], [`x${'😀'.repeat(59)}`])}${' '.repeat(2_100_000)}`)
  const { batchId } = await checkResults(
    app,
    system,
    issuer,
    { fileName: 'large.csv', stream },
    { limit: 1e8 },
  )
  await workDueJobs(app)
  const { progress } = await batchReport(app, system, issuer, batchId)
  expect(progress?.problem?.key).toBe('record.file_headingUnknown')
  await app.db.write({ issuer }, (tx) => tx.sql.deleteFrom('batch').where('state', '=', 'loading').execute())
})

test('no cell of the files that we make is taken for a formula', async () => {
  const formulas = ['=1+1', '+1', '-1', '@SUM(1)', '\t=1', '=HYPERLINK("http://evil.example","x")', '＝1+1']
  const rows = formulas.map((title, index) => ({
    ...{ QualificationTitle: title.trim(), Component: `F${index}`, Series: 'May 2025' },
    ...(index % 2 === 0 ? {} : ofMali),
  }))
  await outcome(whole(csv(rows, ['Component'])))
  const changed = rows.map((one, index) => ({
    ...one,
    QualificationTitle: formulas.at(-1 - index)?.trim() ?? '',
  }))
  const report = await load(app, issuer, csv([...changed, { Grade: '=1+1' }], ['Component']))
  expect(report).toMatchObject({ corrected: 6, refused: 1 })
  const officer = await person(app, 'Nia Price', [{ at: issuer, role: 'examsOfficer' }])
  const nia = await signIn(visitor(), officer.email)
  for (const name of ['report.csv', 'totals.csv']) {
    const text = await (
      await nia.request(`/organisations/${issuer}/results/${report.batchId}/${name}`)
    ).text()
    const cells = [...new CsvParser(',').take(text.replace(/^\uFEFF/, ''))].flatMap(({ fields }) => fields)
    expect(cells.length).toBeGreaterThan(20)
    expect(cells.filter((cell) => /^[=+@\t\r＝＋－＠]|^-(?!\d+$)/.test(cell))).toEqual([])
    if (name === 'totals.csv') expect(text).toContain(`"'=HYPERLINK(""http://evil.example"",""x"")"`)
  }
})
