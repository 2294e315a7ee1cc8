import { expect, test } from 'vitest'
import { setTimeout as sleep } from 'node:timers/promises'
import { demonstrationPassword, people } from '../../src/commands/seed/cast.ts'
import { rowsOf, digestOfIssuer, halfLoaded } from './loaded.ts'
import { newInstallation } from './installation.ts'
import { prepare } from './prepare.ts'
import { Author, hashOf, Loader, Openings, whileWriting } from './writers.ts'

/** `npm run soak` sets twenty. */
const rounds = Number(process.env['ROUNDS'] ?? 2)

const vademecum = await newInstallation()

async function signIn(email: string) {
  const browser = vademecum.visitor()
  await browser.get('/sign-in')
  await browser.submit('#sign-in', { address: email, password: demonstrationPassword })
  return browser
}

test(
  'what was answered is there after kill -9, and nothing half is',
  async () => {
    await vademecum.start()
    const { issuers, page, sharePath, learners } = await prepare(vademecum)
    const author = new Author(await signIn(people.amina.email), page.pageId, page.blockId)
    const loader = new Loader(await signIn(people.helen.email), issuers.meridian, (number) =>
      rowsOf(learners, number),
    )
    const openings = [1, 2, 3].map(() => new Openings(vademecum.origin, sharePath))
    const [{ count: before } = { count: 0 }] = await vademecum.query<{ count: number }>(
      'select count(*)::int as count from opening',
    )
    await author.read()

    for (let round = 1; round <= rounds; round += 1) {
      const instant = Math.round(50 + Math.random() * 2500)
      await whileWriting([author, loader, ...openings], async () => {
        await sleep(instant)
        await vademecum.kill()
      })
      const recovery = await vademecum.start()

      const draft = await author.read()
      const last = author.saved.at(-1)
      await ensureDraft(author, page.pageId, draft)
      await ensureLoaded(loader)
      await ensureOpenings(openings, before)
      console.log(
        `round ${round}: killed after ${instant} ms; answered so far: draft revision ${last?.revision}, ` +
          `${author.published.length} published, ${loader.answered.length} files, ` +
          `${openings.reduce((sum, { visits }) => sum + visits.length, 0)} openings; back in ${Math.round(recovery)} ms`,
      )
    }

    // Whatever was cut off is sent again; and the same files go undisturbed to another organisation.
    for (const number of loader.sent) if (!loader.answered.includes(number)) await loader.send(number)
    const undisturbed = new Loader(await signIn(people.helen.email), issuers.severn, (number) =>
      rowsOf(learners, number),
    )
    for (const number of loader.sent) await undisturbed.send(number)
    const digest = await digestOfIssuer(vademecum, issuers.meridian)
    expect(digest.rows).toBeGreaterThan(0)
    expect(digest).toEqual(await digestOfIssuer(vademecum, issuers.severn))
    console.log(`${loader.sent.length} files, ${digest.rows} rows: equal to those of an undisturbed load`)
  },
  60_000 + rounds * 30_000,
)

test('the server starts a database again that was killed alone', async () => {
  await vademecum.kill('database')
  await expect
    .poll(async () => (await vademecum.visitor().get('/readyz')).status, { timeout: 20_000 })
    .toBe(200)
  expect((await signIn(people.amina.email)).page.status).toBe(200)
})

/** The draft is what was answered last, or what was under way then; every version that was answered can be read. */
async function ensureDraft(author: Author, pageId: string, draft: string): Promise<void> {
  const last = author.saved.at(-1)
  const [row] = await vademecum.query<{
    revision: number
    version: number | null
    versions: string[]
    audited: number
  }>(
    `select draft_revision as revision, published_version as version,
       array(select blocks::text from page_version v where v.page_id = p.page_id order by version) as versions,
       (select count(*)::int from audit_event where action = 'page.published' and thing_id = p.page_id) as audited
     from page p where page_id = $1`,
    [pageId],
  )
  if (last) {
    expect(row?.revision).toBeGreaterThanOrEqual(last.revision)
    expect(row?.revision).toBeLessThanOrEqual(last.revision + 1)
    if (row?.revision === last.revision) expect(draft).toBe(last.text)
  }
  expect(row?.versions.length).toBe(row?.version ?? 0)
  expect(row?.audited).toBe(row?.versions.length)
  for (const text of author.published) {
    expect(row?.versions.filter((version) => version.includes(JSON.stringify(text)))).toHaveLength(1)
  }
}

async function ensureLoaded(loader: Loader): Promise<void> {
  expect(await halfLoaded(vademecum)).toEqual([])
  const loaded = await vademecum.query<{ name: string }>(
    `select file_name as name from batch where issuer_id = $1 and state = 'loaded'`,
    [loader.issuerId],
  )
  const names = loaded.map(({ name }) => name)
  for (const number of loader.answered) expect(names).toContain(`results-${number}.csv`)
}

async function ensureOpenings(all: readonly Openings[], before: number): Promise<void> {
  const visits = all.flatMap((openings) => openings.visits)
  const rows = await vademecum.query<{ visitor_hash: string }>('select visitor_hash from opening')
  const [audit] = await vademecum.query<{ count: number }>(
    `select count(*)::int as count from audit_event where action = 'share.opened'`,
  )
  const kept = new Set(rows.map((row) => row.visitor_hash))
  expect(visits.filter((visit) => !kept.has(hashOf(visit)))).toEqual([])
  expect(rows.length).toBe(audit?.count)
  expect(rows.length - before).toBeLessThanOrEqual(all.reduce((sum, { begun }) => sum + begun, 0))
  for (const openings of all) {
    for (const visit of openings.visits.slice(-5)) {
      const { status, text } = await openings.look(visit)
      expect(status).toBe(200)
      expect(text).toContain('1 of 2 things here was confirmed by its issuer')
    }
  }
}
