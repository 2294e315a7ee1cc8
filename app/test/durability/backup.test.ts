import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { demonstrationPassword, people } from '../../src/commands/seed/cast.ts'
import { masterKeyPath } from '../../src/platform/keys.ts'
import { type Installation, newInstallation } from './installation.ts'
import { rowsOf } from './loaded.ts'
import { prepare } from './prepare.ts'
import { Author, Loader, Openings, whileWriting } from './writers.ts'

const first = await newInstallation()
const second = await newInstallation()

async function signIn(installation: Installation, email: string) {
  const browser = installation.visitor()
  await browser.get('/sign-in')
  await browser.submit('#sign-in', { address: email, password: demonstrationPassword })
  return browser
}

/** The path of the tide chart and its bytes. */
async function chartOf(installation: Installation): Promise<Uint8Array> {
  const amina = await signIn(installation, people.amina.email)
  await amina.get('/portfolio')
  const item = await amina.click('A month of tides at the harbour wall')
  const file = [...item.document.querySelectorAll('a[href]')]
    .map((link) => link.getAttribute('href') ?? '')
    .find((href) => href.endsWith('/file'))
  const answer = await amina.request(file ?? '')
  expect(answer.status).toBe(200)
  return new Uint8Array(await answer.arrayBuffer())
}

test('a backup made while people write restores as equal, and the restored server serves', async () => {
  await first.start()
  const { issuers, page, sharePath, learners } = await prepare(first)
  const chart = await chartOf(first)
  const author = new Author(await signIn(first, people.amina.email), page.pageId, page.blockId)
  await author.read()
  const loader = new Loader(await signIn(first, people.helen.email), issuers.meridian, (number) =>
    rowsOf(learners, number),
  )
  const openings = new Openings(first.origin, sharePath)
  const audit = (of: Installation) =>
    of.run('log', 'audit', `${of.origin}/log/${issuers.meridian}`, '--state', join(first.folder, 'log.json'))
  await expect.poll(async () => (await audit(first)).code, { timeout: 20_000 }).toBe(0)
  const folder = join(first.folder, 'backup')

  let savedBefore = 0
  await whileWriting([author, loader, openings], async () => {
    await expect.poll(() => author.saved.length, { timeout: 20_000 }).toBeGreaterThan(1)
    savedBefore = author.saved.length
    const backup = await first.run('backup', folder, '--json')
    expect(backup).toMatchObject({ code: 0 })
    expect(author.saved.length).toBeGreaterThan(savedBefore)
  })
  await first.stop()

  // Elsewhere, on nothing: the machine of the first is gone.
  const restored = await second.run('restore', folder, '--json')
  expect(restored).toMatchObject({ code: 0 })
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { digest: string }
  expect((JSON.parse(restored.output) as { digest: string }).digest).toBe(manifest.digest)
  const again = await second.run('backup', join(second.folder, 'backup'), '--json')
  expect((JSON.parse(again.output) as { digest: string }).digest).toBe(manifest.digest)

  copyFileSync(masterKeyPath(first.config), masterKeyPath(second.config))
  await second.start()
  expect(Buffer.compare(await chartOf(second), chart)).toBe(0)
  // The log goes on from what an auditor saw of the first.
  expect(await audit(second)).toMatchObject({ code: 0 })
  const saved = await new Author(await signIn(second, people.amina.email), page.pageId, page.blockId).read()
  const texts = author.saved.map(({ text }) => text)
  expect(texts.indexOf(saved)).toBeGreaterThanOrEqual(savedBefore - 1)
  const visit = openings.visits[0] ?? ''
  expect((await new Openings(second.origin, sharePath).look(visit)).status).toBe(200)
}, 120_000)
