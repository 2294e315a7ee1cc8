import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { pressOn, tabTo, toggle, typeInto } from './keyboard.ts'

export interface FileToGive {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

/** What a person does to a page, however they do it: a journey is written once and walked with each of them. */
export interface Hands {
  /** A link or a button. */
  press(target: Locator): Promise<void>
  type(field: Locator, text: string): Promise<void>
  /** A box or a radio button. */
  tick(box: Locator): Promise<void>
  choose(select: Locator, label: string): Promise<void>
  give(field: Locator, file: FileToGive): Promise<void>
}

export const pointer: Hands = {
  press: (target) => target.click(),
  type: (field, text) => field.fill(text),
  tick: (box) => box.check(),
  async choose(select, label) {
    await select.selectOption({ label })
  },
  give: (field, file) => field.setInputFiles(file),
}

/** Tab, Shift and Tab, Enter, Space, typing; between radio buttons the arrows, as browsers have it. */
export const keyboard: Hands = {
  async press(target) {
    await reach(target)
    await pressOn(target.page(), target)
  },
  async type(field, text) {
    await reach(field)
    await typeInto(field.page(), field, text)
  },
  async tick(box) {
    if ((await box.getAttribute('type')) === 'radio') return turnTo(box)
    await reach(box)
    if (!(await box.isChecked())) await toggle(box.page(), box)
    expect(await box.isChecked()).toBe(true)
  },
  async choose(select, label) {
    await reach(select)
    await select.page().keyboard.type(label)
    expect(await select.locator('option:checked').textContent()).toBe(label)
  },
  async give(field, file) {
    const page = field.page()
    // Asked for before the way there: the browser takes a moment to hand over its dialogue.
    const asked = page.waitForEvent('filechooser')
    await reach(field)
    await page.keyboard.press('Space')
    await (await asked).setFiles(file)
  },
}

/** Brings the keyboard there, forwards or back, and holds that one sees where it is. */
async function reach(target: Locator): Promise<void> {
  const page = target.page()
  await target.waitFor()
  if (await isBehind(target)) await backTo(page, target)
  else await tabTo(page, target)
  expect(await isMarked(target), `${String(target)} does not show that it has the focus`).toBe(true)
}

async function backTo(page: Page, target: Locator): Promise<void> {
  for (let step = 0; step < 200; step += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Shift+Tab')
  }
  throw new Error(`Shift and Tab never reached ${String(target)}`)
}

/** Tab enters a group of radio buttons at one of them; the arrows go on from there. */
async function turnTo(radio: Locator): Promise<void> {
  const page = radio.page()
  const name = await radio.getAttribute('name')
  const checked = page.locator(`input[type=radio][name="${name}"]:checked`)
  await reach((await checked.count()) > 0 ? checked : page.locator(`input[name="${name}"]`).first())
  await page.keyboard.press('Space')
  for (let step = 0; step < 20 && !(await radio.isChecked()); step += 1) {
    await page.keyboard.press('ArrowDown')
  }
  expect(await radio.isChecked()).toBe(true)
}

const isBehind = (target: Locator) =>
  target.evaluate((element) => {
    const at = document.activeElement
    if (!at || at === document.body) return false
    return (at.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING) !== 0
  })

const isMarked = (target: Locator) =>
  target.evaluate((element) => {
    const shows = (marked: Element) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(marked)
      return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) || boxShadow !== 'none'
    }
    const { width, height } = element.getBoundingClientRect()
    return element.matches(':focus-visible') && width > 1 && height > 1 && shows(element)
  })

/** What was downloaded, as text. */
export async function downloaded(page: Page, act: () => Promise<void>): Promise<FileToGive> {
  const arriving = page.waitForEvent('download')
  await act()
  const download = await arriving
  const stream = await download.createReadStream()
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(part as Buffer)
  return { name: download.suggestedFilename(), mimeType: 'application/json', buffer: Buffer.concat(parts) }
}
