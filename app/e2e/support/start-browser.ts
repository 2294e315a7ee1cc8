import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    browserEndpoint: string
  }
}

/** Nothing but this machine: a page that needs another host is a mistake that must show. */
const loopbackOnly = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1'
const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  loopbackOnly,
]

/** Vitest's global set-up: one browser for the run, to which each test file connects. */
export default async function startBrowser(project: TestProject): Promise<() => Promise<void>> {
  const { executablePath, args } = await browserBinary()
  const server = await chromium.launchServer({ executablePath, args: [...args, ...quiet] })
  project.provide('browserEndpoint', server.wsEndpoint())
  return () => server.close()
}

/** The browser from npm, or the one that `CHROMIUM_PATH` names. */
async function browserBinary() {
  const own = process.env.CHROMIUM_PATH
  if (own) return { executablePath: own, args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] }
  // Read while the package loads: it then unpacks libraries (NSS) that a plain machine lacks.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs20.x'
  // It unpacks into the temporary folder and trusts what it finds there: this checkout's own, not everybody's.
  const { TMPDIR } = process.env
  const folder = fileURLToPath(new URL('../../../node_modules/.cache/chromium', import.meta.url))
  process.env.TMPDIR = folder
  try {
    await mkdir(folder, { recursive: true })
    process.env.FONTCONFIG_FILE = await fontsIn(folder)
    const { default: packed } = await import('@sparticuz/chromium')
    return {
      executablePath: await packed.executablePath(),
      args: packed.args.filter((arg) => arg !== '--single-process'),
    }
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = TMPDIR
  }
}

/** The package's own list of places for fonts has /tmp in it, not this folder; without any font a page ends the browser. */
async function fontsIn(folder: string): Promise<string> {
  const file = join(folder, 'fonts.conf')
  await writeFile(
    file,
    `<?xml version="1.0"?>
<fontconfig>
  <dir>${join(folder, 'fonts')}</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`,
  )
  return file
}
