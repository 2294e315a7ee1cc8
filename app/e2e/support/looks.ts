import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import axeCore, { type Result } from 'axe-core'
import type { Page } from 'playwright-core'

const wcag22aa = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']

/** Fails with every accessibility mistake that axe can see; `rules` when only those can have changed. */
export async function axe(page: Page, rules?: readonly string[]): Promise<void> {
  const violations = await withScripts(page, () => violationsOn(page, rules))
  if (violations.length === 0) return
  const list = violations.flatMap(({ id, help, nodes }) => [
    `${id}: ${help}`,
    ...nodes.map(({ target, html, failureSummary }) => {
      const why = failureSummary?.split('\n').slice(1).join(';').trim() ?? ''
      return `  ${target.join(' ')}\n    ${html.slice(0, 200)}\n    ${why}`
    }),
  ])
  throw new Error(`axe found ${violations.length} kinds of mistake on ${page.url()}\n${list.join('\n')}`)
}

/** Axe goes into a page once, however often it looks: half a megabyte each time would be most of the work. */
async function violationsOn(page: Page, rules: readonly string[] | undefined): Promise<Result[]> {
  const isThere = await page.evaluate(() => 'axe' in globalThis)
  if (!isThere) await page.evaluate(axeCore.source)
  const runOnly = rules ? { type: 'rule', values: [...rules] } : { type: 'tag', values: wcag22aa }
  return page.evaluate(
    async (options) => {
      const inPage = globalThis as unknown as {
        axe: { run(options: object): Promise<{ violations: Result[] }> }
      }
      const { violations } = await inPage.axe.run(options)
      return violations
    },
    { runOnly, resultTypes: ['violations'] },
  )
}

/**
 * Axe waits for promises and timers, which stand still on a page without JavaScript; they run for as long as it
 * looks, while the page's own scripts have missed their moment. The switch has no effect until it was thrown once.
 */
async function withScripts<Found>(page: Page, look: () => Promise<Found>): Promise<Found> {
  // Plain evaluation works either way: an empty `noscript` element shows its children only where scripts are off.
  const off = await page.evaluate(() => {
    const probe = document.createElement('div')
    probe.innerHTML = '<noscript><b></b></noscript>'
    return probe.querySelector('b') !== null
  })
  if (!off) return look()
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setScriptExecutionDisabled', { value: true })
  await session.send('Emulation.setScriptExecutionDisabled', { value: false })
  try {
    return await look()
  } finally {
    await session.send('Emulation.setScriptExecutionDisabled', { value: true })
  }
}

/** Fails when the page is wider than the window, and names what sticks out. */
export async function noHorizontalScroll(page: Page): Promise<void> {
  const wider = await page.evaluate(() => {
    const root = document.documentElement
    if (root.scrollWidth <= root.clientWidth) return undefined
    const out = [...document.body.querySelectorAll('*')].filter(
      (element) => element.getBoundingClientRect().right > root.clientWidth + 0.5,
    )
    const name = ({ tagName, id, className }: Element) =>
      `${tagName.toLowerCase()}${id && `#${id}`} ${className}`
    return { page: root.scrollWidth, window: root.clientWidth, out: out.slice(0, 8).map(name) }
  })
  if (wider) {
    const { out } = wider
    throw new Error(
      `${page.url()} is ${wider.page} px wide in a window of ${wider.window}: ${out.join(', ')}`,
    )
  }
}

/** Kept only when `SCREENSHOTS` names a folder: to look at, never to compare. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS
  if (!folder) return
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}
