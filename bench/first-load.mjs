// How a shared page comes up for somebody on a slow line: the link itself, then the page behind its button, each with
// an empty cache. Run it on a calm machine: node bench/first-load.mjs [rounds]
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const lines = {
  'no limit': undefined,
  'Fast 3G (1.6 Mbit/s, 150 ms)': { rate: 1_600_000, latency: 150 },
  'Slow 3G (400 kbit/s, 400 ms)': { rate: 400_000, latency: 400 },
}
const rounds = Number(process.argv[2] ?? 5)
const folder = await mkdtemp(join(tmpdir(), 'vademecum-first-load-'))
const { server, url } = await startServer()
try {
  const browser = await startBrowser()
  const link = await makeShare(browser)
  console.log(
    `${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, Chromium ${browser.version()}`,
  )
  console.log(`median of ${rounds}, milliseconds: first paint / largest paint / loaded\n`)
  for (const [name, line] of Object.entries(lines)) {
    const looks = []
    for (let round = 0; round < rounds; round += 1) looks.push(await look(browser, link, line))
    for (const part of ['link', 'page']) {
      const median = (moment) => middle(looks.map((one) => Math.round(one[part][moment])))
      console.log(`${name.padEnd(30)} ${part}   ${['paint', 'largest', 'loaded'].map(median).join(' / ')}`)
    }
  }
  await browser.close()
} finally {
  server.kill('SIGTERM')
  await new Promise((resolve) => server.once('close', resolve))
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
}

/** A new visitor opens the link and presses the button; for the page its cache is emptied again. */
async function look(browser, link, line) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  if (line) {
    const bytes = line.rate / 8
    const conditions = {
      offline: false,
      latency: line.latency,
      downloadThroughput: bytes,
      uploadThroughput: bytes,
    }
    await session.send('Network.emulateNetworkConditions', conditions)
  }
  await page.goto(link)
  const neutral = await moments(page)
  await Promise.all([page.waitForEvent('load'), page.locator('form[action$="/opening"] button').click()])
  const opened = await moments(page)
  await context.close()
  return { link: neutral, page: opened }
}

/** From the press to the paint, redirect included: the browser counts from the start of the navigation. */
async function moments(page) {
  await page.waitForLoadState('networkidle')
  return page.evaluate(async () => {
    const largest = await new Promise((resolve) => {
      let last = 0
      const observer = new PerformanceObserver((list) => {
        last = list.getEntries().at(-1)?.startTime ?? last
      })
      observer.observe({ type: 'largest-contentful-paint', buffered: true })
      setTimeout(() => resolve(last), 200)
    })
    const [navigation] = performance.getEntriesByType('navigation')
    const [paint] = performance.getEntriesByName('first-contentful-paint')
    return { paint: paint?.startTime ?? 0, largest, loaded: navigation?.loadEventEnd ?? 0 }
  })
}

/** Of the demonstration's page of ten parts: a picture, texts and three results. */
async function makeShare(browser) {
  const page = await browser.newPage({ baseURL: url })
  await page.goto('/sign-in')
  await page.locator('input[name=address]').fill('learner@demo.example')
  await page.locator('input[name=password]').fill('Take-me-along-26')
  await page.locator('input[name=password]').press('Enter')
  await page.waitForURL(`${url}/`)
  await page.goto('/portfolio/pages')
  await page.locator('main a[href^="/portfolio/pages/0"]').first().click()
  await page.locator('a[href^="/shares/new/"]').click()
  await page.locator('input[name=recipient]').fill('A slow line')
  await page.locator('input[name=purpose]').fill('To measure the first load')
  await page.locator('form:has(input[name=recipient]) button').click()
  const link = await page.locator('#link').inputValue()
  await page.close()
  return link
}

async function startServer() {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const environment = { VADEMECUM_DATA: folder, HOST: '127.0.0.1', PORT: String(port), PUBLIC_URL: origin }
  const program = fileURLToPath(new URL('../app/bin/vademecum.js', import.meta.url))
  const started = spawn(process.execPath, [program, 'serve'], {
    env: { ...process.env, ...environment },
    stdio: 'ignore',
  })
  while (!(await fetch(`${origin}/readyz`).catch(() => undefined))?.ok) {
    if (started.exitCode !== null) throw new Error(`serve ended with ${started.exitCode}`)
    await sleep(50)
  }
  return { server: started, url: origin }
}

async function startBrowser() {
  const own = process.env.CHROMIUM_PATH
  if (own)
    return chromium.launch({ executablePath: own, args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] })
  // Read while the package loads: it then unpacks libraries that a plain machine lacks.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs20.x'
  const { default: packed } = await import('@sparticuz/chromium')
  const args = packed.args.filter((arg) => arg !== '--single-process')
  return chromium.launch({ executablePath: await packed.executablePath(), args })
}

function freePort() {
  return new Promise((resolve, reject) => {
    const listener = createServer()
    listener.once('error', reject)
    listener.listen(0, '127.0.0.1', () => {
      const { port } = listener.address()
      listener.close(() => resolve(port))
    })
  })
}

function middle(numbers) {
  return numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)]
}
