import fc from 'fast-check'
import { stringify } from 'csv-stringify/sync'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { birthDateAt, people } from '../../src/commands/seed/cast.ts'
import { publishBatch } from '../../src/record/results/publish-batch.ts'
import { correctResult, withdrawResult } from '../../src/record/results/new-version.ts'
import { appointRelease } from '../../src/record/series/appoint-release.ts'
import { openSeries } from '../../src/record/series/open-series.ts'
import { createWorld } from '../matrix/world.ts'
import { load, system, workDueJobs } from '../record/support.ts'
import { everyRead, observer, type Read, type Seen } from './every-read.ts'

/**
 * Rule 4 of the design: before its instant nothing tells that a result is here. Everything that can be read is read by
 * everybody from whom results are held, before and after things are loaded, held, corrected and withdrawn under
 * embargo: status, headers, body, size and the number of statements have to be as if nothing had happened.
 */

const world = await createWorld()
const { app, things } = world
const { meridian } = things
const observe = await observer(world)
const owner = new pg.Client({ connectionString: world.database.ownerUrl, options: '-c app.backup=on' })
await owner.connect()
afterAll(() => owner.end())
const now = app.now()
const year = now.getUTCFullYear()
const nextSummer = `June ${year + 1}`
const hour = 3_600_000

/** Helen issues for Meridian, so nothing of Meridian's is held from her. */
const reads = everyRead(world).filter(({ as }) => as !== 'helen')
const keyOf = ({ as, path }: Read) => `${as} ${path}`

async function look(which: readonly Read[]): Promise<Map<string, Seen>> {
  const seen = new Map<string, Seen>()
  await withoutTrace(async () => {
    for (const read of which) {
      const first = await observe(read)
      // Counted when asked again: whether a cache was warm depends on who was before, not on what is loaded.
      const { statements } = await observe(read)
      seen.set(keyOf(read), normal(read, { ...first, statements }))
    }
  })
  return seen
}

/** What a look leaves (a line in somebody's log, a job that tells them) is taken out: the next one must not see it. */
async function withoutTrace(act: () => Promise<void>): Promise<void> {
  const tables = ['public.audit_event', 'public.look_up', 'graphile_worker._private_jobs']
  for (const [index, table] of tables.entries()) {
    await owner.query(`create temporary table before_${index} as select ctid as place from ${table}`)
  }
  await act()
  for (const [index, table] of tables.entries()) {
    await owner.query(
      `delete from ${table} t where not exists (select from before_${index} b where b.place = t.ctid)`,
    )
    await owner.query(`drop table before_${index}`)
  }
}

/**
 * A loaded batch is one leaf of its issuer's log, so that it is durable before anybody sees it: how many leaves there
 * are, and the hashes over them, are all that may differ there.
 */
function normal({ path }: Read, seen: Seen): Seen {
  if (!path.startsWith('/log')) return seen
  const body = seen.body
    .replaceAll(/[A-Za-z0-9+/]{20,}={0,2}/g, 'HASH')
    .replaceAll(/\d+/g, 'N')
    .replaceAll(/N (?:c|ch|g)ofnod/g, 'N cofnod')
  const headers = seen.headers.filter(([name]) => !['content-length', 'etag', 'last-modified'].includes(name))
  return { ...seen, body, headers }
}

/** What differs from before, so that a failure names the page and where. */
async function changes(before: ReadonlyMap<string, Seen>, which: readonly Read[]): Promise<string[]> {
  return [...differences(before, await look(which)).values()]
}

function differences(
  before: ReadonlyMap<string, Seen>,
  after: ReadonlyMap<string, Seen>,
): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, seen] of after) {
    const was = before.get(key)
    if (was === undefined || JSON.stringify(was) === JSON.stringify(seen)) continue
    const parts = (['status', 'headers', 'body', 'statements'] as const).filter(
      (part) => JSON.stringify(was[part]) !== JSON.stringify(seen[part]),
    )
    const counts = `${was.statements} → ${seen.statements} statements`
    found.set(key, `${key}: ${parts.join(', ')} (${counts}) ${firstDifference(was.body, seen.body)}`)
  }
  return found
}

function firstDifference(was: string, is: string): string {
  if (was === is) return ''
  let at = 0
  while (was[at] === is[at]) at += 1
  return `“${was.slice(at - 60, at + 80)}” → “${is.slice(at - 60, at + 80)}”`
}

async function letters(): Promise<number> {
  const { rows } = await app.db.pool.query<{ count: number }>('select count(*) from kept_mail')
  return Number(rows[0]?.count)
}

interface Line {
  readonly who: 'amina' | 'mali' | 'gethin' | 'nobody'
  readonly subject: number
  readonly grade: string
  readonly centre: string
}

const subjects = [
  ['601/8700/5', 'GCSE Welsh Literature'],
  ['601/8701/7', 'GCSE Music'],
  ['601/8702/9', 'GCSE Computer Science'],
] as const

let files = 0
function fileOf(series: string, lines: readonly Line[]): string {
  files += 1
  const rows = lines.map(({ who, subject, grade, centre }) => {
    const [number, title] = subjects[subject] ?? subjects[0]
    const person = who === 'nobody' ? { ...people.mali, uln: '7608884443', familyName: 'Nowak' } : people[who]
    return {
      ULN: person.uln,
      GivenName: person.givenName,
      FamilyName: person.familyName,
      DateOfBirth: birthDateAt(person.age, now),
      QualificationNumber: number,
      QualificationTitle: title,
      Level: '2',
      GradingScheme: 'GCSE9-1',
      Grade: grade,
      Series: series,
      AwardDate: now.toISOString().slice(0, 10),
      CentreNumber: centre,
      Component: `F${files}`,
    }
  })
  return stringify(rows, { header: true })
}

/** Amina's result of last summer, which she can see, said anew in a file that nobody may see yet. */
function correctionOfReleased(grade: string): string {
  const { amina } = people
  return stringify(
    [
      {
        ULN: amina.uln,
        GivenName: amina.givenName,
        FamilyName: amina.familyName,
        DateOfBirth: birthDateAt(amina.age, now),
        QualificationNumber: '601/4862/0',
        QualificationTitle: 'A level Physics',
        Level: '3',
        GradingScheme: 'ALEVEL',
        Grade: grade,
        Series: 'June 2026',
        AwardDate: '2026-08-13',
      },
    ],
    { header: true },
  )
}

const line: fc.Arbitrary<Line> = fc.record({
  who: fc.constantFrom('amina', 'mali', 'gethin', 'nobody'),
  subject: fc.nat(2),
  grade: fc.constantFrom('9', '5', '1', 'U'),
  centre: fc.constantFrom('68123', '68999'),
})
const lines = fc.uniqueArray(line, {
  minLength: 1,
  maxLength: 4,
  selector: ({ who, subject }) => `${who} ${subject}`,
})

type Act =
  | { readonly do: 'load'; readonly series: string; readonly lines: readonly Line[] }
  | { readonly do: 'loadAndCorrect'; readonly lines: readonly Line[]; readonly grade: string }
  | { readonly do: 'withdraw'; readonly which: number }
  | { readonly do: 'correct'; readonly which: number; readonly grade: string }
  | { readonly do: 'correctReleased'; readonly grade: string }
  | { readonly do: 'publishLater'; readonly days: number }
  | { readonly do: 'move'; readonly days: number }

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ do: fc.constant('load' as const), series: fc.constantFrom(nextSummer, 'March 2026'), lines }),
  fc.record({ do: fc.constant('loadAndCorrect' as const), lines, grade: fc.constantFrom('8', '2') }),
  fc.record({ do: fc.constant('withdraw' as const), which: fc.nat(20) }),
  fc.record({ do: fc.constant('correct' as const), which: fc.nat(20), grade: fc.constantFrom('7', '3') }),
  fc.record({ do: fc.constant('correctReleased' as const), grade: fc.constantFrom('B', 'C', 'D') }),
  fc.record({ do: fc.constant('publishLater' as const), days: fc.integer({ min: 1, max: 300 }) }),
  fc.record({ do: fc.constant('move' as const), days: fc.integer({ min: 2, max: 300 }) }),
)

/** Events of Meridian's that nobody may see. */
async function hiddenEvents(): Promise<string[]> {
  return app.db.read({ issuer: meridian }, async (tx) => {
    const rows = await tx.named<{ event_id: string }>(
      'hidden events of the test',
      `select e.event_id from learning_event e left join release r using (batch_id)
       where e.issuer_id = $1 group by e.event_id having bool_and(coalesce(r.release_at > now(), true))
       order by e.event_id`,
      [meridian],
    )
    return rows.map((row) => row.event_id)
  })
}

async function perform(one: Act): Promise<void> {
  // What a generated act cannot do here (withdraw twice, publish what is bound) is refused, and tells as little.
  await actOn(one).catch(() => undefined)
  await workDueJobs(app)
}

async function actOn(one: Act): Promise<void> {
  switch (one.do) {
    case 'load':
      await load(app, meridian, fileOf(one.series, one.lines))
      break
    case 'loadAndCorrect': {
      await load(app, meridian, fileOf(nextSummer, one.lines))
      files -= 1
      const again = one.lines.map((each) => ({ ...each, grade: one.grade }))
      await load(app, meridian, fileOf(nextSummer, again), { applyCorrections: true })
      break
    }
    case 'withdraw': {
      const hidden = await hiddenEvents()
      const id = hidden[one.which % Math.max(1, hidden.length)] ?? ''
      await withdrawResult(app, system, meridian, id, { reason: 'Entered twice' })
      break
    }
    case 'correct': {
      const hidden = await hiddenEvents()
      const id = hidden[one.which % Math.max(1, hidden.length)] ?? ''
      const awardDate = now.toISOString().slice(0, 10)
      await correctResult(app, system, meridian, id, {
        grade: one.grade,
        awardDate,
        status: 'final',
        reason: 'Review',
      })
      break
    }
    case 'correctReleased':
      await load(app, meridian, correctionOfReleased(one.grade), { applyCorrections: true })
      break
    case 'publishLater': {
      const { rows } = await app.db.read({ issuer: meridian }, async (tx) => ({
        rows: await tx.named<{ batch_id: string }>(
          'batches of the test',
          `select batch_id from batch where issuer_id = $1 and state = 'loaded' order by uploaded_at desc limit 1`,
          [meridian],
        ),
      }))
      const at = new Date(Date.now() + one.days * 24 * hour)
      if (rows[0]) await publishBatch(app, system, meridian, rows[0].batch_id, { at })
      break
    }
    case 'move':
      await appointRelease(app, system, meridian, things.series, {
        at: new Date(Date.now() + one.days * 24 * hour),
        centresAt: new Date(Date.now() + (one.days * 24 - 1) * hour),
      })
      break
    default:
      one satisfies never
  }
}

/** The pages of a series say when it will be out: that is said to centres, so their lists change when it is moved. */
const saysInstants = ({ path }: Read) => /\/exams(?:\/[^/]+(?:\/entries)?)?$/.test(path)
const steady = reads.filter((read) => !saysInstants(read))
const isOfAmina = ({ as, path }: Read) => as === 'amina' && /^\/(?:api\/v1\/)?(?:record|account)/.test(path)

await workDueJobs(app)
await look(reads)
const baseline = await look(reads)
const lettersBefore = await letters()

test('every route and operation that reads is asked, and asking twice gives the same', async () => {
  expect(reads.length).toBeGreaterThan(400)
  expect(new Set(reads.map(({ as }) => as)).size).toBeGreaterThan(10)
  expect(await changes(baseline, reads)).toEqual([])
})

test('whatever is loaded, held, corrected or withdrawn under embargo: nobody from whom it is held can tell', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(act, { minLength: 1, maxLength: 5 }),
      fc.subarray(steady, { minLength: 120, maxLength: 120 }),
      async (acts, some) => {
        for (const one of acts) await perform(one)
        // In the order of the list: what tells of looks is asked before anybody leaves one.
        const asked = steady.filter((read) => isOfAmina(read) || some.includes(read))
        expect(await changes(baseline, asked)).toEqual([])
      },
    ),
    { numRuns: Number(process.env['ROUNDS'] ?? 8), endOnFailure: true },
  )
  expect((await hiddenEvents()).length).toBeGreaterThan(0)
})

test('all of it at once, after all of that: nothing has changed for anybody', async () => {
  await perform({
    do: 'load',
    series: nextSummer,
    lines: [
      { who: 'amina', subject: 0, grade: '9', centre: '68123' },
      { who: 'mali', subject: 1, grade: '9', centre: '68123' },
      { who: 'nobody', subject: 2, grade: '9', centre: '68999' },
    ],
  })
  await perform({ do: 'correctReleased', grade: 'E' })
  expect(await changes(baseline, steady)).toEqual([])
  expect(await letters()).toBe(lettersBefore)
})

test('an id of a hidden result answers as one that never was', async () => {
  const strip = (seen: Seen, id: string) => ({ ...seen, body: seen.body.replaceAll(id, 'ID') })
  const never = '01234567-89ab-8cde-8f01-23456789abcd'
  const asked = (id: string): Read[] => [
    { as: 'amina', path: `/record/${id}`, api: false },
    { as: 'amina', path: `/api/v1/record/${id}`, api: true },
    { as: 'erik', path: `/record/${id}`, api: false },
  ]
  const hidden: Seen[] = []
  const absent: Seen[] = []
  for (const id of (await hiddenEvents()).slice(0, 3)) {
    for (const read of asked(id)) hidden.push(strip(await observe(read), id))
    for (const read of asked(never)) absent.push(strip(await observe(read), never))
  }
  expect(hidden.length).toBeGreaterThan(0)
  expect(hidden).toEqual(absent)
})

test('the clock of a server decides nothing: only the database’s does', async () => {
  const own = steady.filter(({ as, path }) => as === 'amina' && /^\/(?:api\/v1\/)?record/.test(path))
  const before = await look(own)
  await openSeries(app, system, meridian, { series: 'May 2026' })
  const report = await load(
    app,
    meridian,
    fileOf('May 2026', [{ who: 'amina', subject: 0, grade: '9', centre: '' }]),
  )
  await publishBatch(app, system, meridian, report.batchId, { at: new Date(Date.now() + 2 * hour) })
  world.clock.advance({ hours: 3 })
  await look(own) // the session notes that it was used
  expect(await changes(before, own)).toEqual([])
  world.clock.advance({ hours: -3 })
})

test('on both sides of the instant: hidden up to it, there from the first read after it, told by one letter', async () => {
  const record: Read = { as: 'amina', path: '/record', api: false }
  const overApi: Read = { as: 'amina', path: '/api/v1/record', api: true }
  const { seriesId } = await openSeries(app, system, meridian, { series: 'April 2026' })
  await load(app, meridian, fileOf('April 2026', [{ who: 'amina', subject: 1, grade: '4', centre: '68123' }]))
  // The demonstration's own results were told of today: one letter would serve for this one too.
  const { learnerIds } = world.actors.amina
  await owner.query(`delete from audit_event where action = 'results.released' and owner_id = any($1)`, [
    learnerIds,
  ])
  const { body: without } = await observe(record)
  const at = new Date(Date.now() + 2500)
  await appointRelease(app, system, meridian, seriesId, { at, centresAt: null })
  const clock = async () => {
    const { rows } = await app.db.pool.query<{ now: Date }>('select clock_timestamp() as now')
    return rows[0]?.now ?? new Date(0)
  }
  let before = 0
  let after = 0
  while (after < 3) {
    const started = await clock()
    const seen = [await observe(record), await observe(overApi)]
    const ended = await clock()
    const shows = seen.map(({ body }) => body.includes('GCSE Music'))
    if (ended < at) {
      before += 1
      expect(shows).toEqual([false, false])
      expect(seen[0]?.body).toBe(without)
    } else if (started >= at) {
      after += 1
      expect(shows).toEqual([true, true])
    }
  }
  expect(before).toBeGreaterThan(3)
  await app.db.pool.query(
    "update graphile_worker._private_jobs set run_at = now() where run_at < now() + interval '1 minute'",
  )
  await workDueJobs(app)
  const { rows } = await app.db.pool.query<{ subject: string; body: string }>(
    'select subject, body from kept_mail where recipient = $1 order by sent_at desc limit 1',
    [people.amina.email],
  )
  expect(await letters()).toBe(lettersBefore + 1)
  expect(`${rows[0]?.subject} ${rows[0]?.body}`).not.toMatch(/Amina|Yusuf|Music|Meridian/)
  // Nobody else's pages have changed by it.
  const others = steady.filter(({ as }) => as === 'erik' || as === 'gethin' || as === 'daniel')
  expect(
    await changes(
      baseline,
      others.filter(({ path }) => !path.startsWith('/log') && path !== '/mail'),
    ),
  ).toEqual([])
})
