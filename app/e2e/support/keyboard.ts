import type { Locator, Page } from 'playwright-core'

const limit = 200
const nowhere = 'the page'

/** Reaches something with Tab alone, as a person without a mouse does; fails where focus never arrives. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  const passed: string[] = []
  for (let step = 0; step < limit; step += 1) {
    if (await hasFocus(target)) return
    await page.keyboard.press('Tab')
    passed.push(await focused(page))
    // Twice at the edge of the page is once all the way round.
    if (passed.filter((one) => one === nowhere).length === 2) break
  }
  throw new Error(`Tab never reached ${String(target)}; it passed ${[...new Set(passed)].join(' → ')}`)
}

/** Tab to a link or button and press it: Enter for both. */
export async function pressOn(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('Enter')
}

/** Tab to a field and type into it; what was there is replaced. */
export async function typeInto(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type(text)
}

/** Tab to a box and tick or clear it with the space bar. */
export async function toggle(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('Space')
}

/** What has the focus, as it is announced: `link “Sign in”`. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (!element || element === document.body) return 'the page'
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : element.textContent
    const name = element.getAttribute('aria-label') ?? label ?? ''
    return `${element.tagName.toLowerCase()} “${name.replace(/\s+/g, ' ').trim().slice(0, 60)}”`
  })
}

async function hasFocus(target: Locator): Promise<boolean> {
  const handle = await target.elementHandle()
  return (await handle?.evaluate((element) => element === document.activeElement)) ?? false
}
