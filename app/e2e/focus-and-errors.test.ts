import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { keyboard } from './support/hands.ts'
import { focused, pressOn } from './support/keyboard.ts'
import { axe, screenshot } from './support/looks.ts'
import { visitAs } from './support/people.ts'
import { visit } from './support/visit.ts'

const patient = { timeout: 10_000 }

describe('a form that is sent with mistakes', () => {
  test('puts the keyboard on the list of them, and each leads to its field', async () => {
    const page = await visit('/sign-up')
    await keyboard.type(page.getByLabel('Given name'), 'Nia')
    await keyboard.press(page.getByRole('button', { name: 'Create account' }))
    await page.getByRole('alert').waitFor()
    expect(await page.title()).toMatch(/^Problem: /)
    expect(await focused(page)).toContain('There are 4 problems')
    expect(await page.getByLabel('Given name').inputValue()).toBe('Nia')
    await axe(page)

    const links = await page.getByRole('alert').getByRole('link').all()
    expect(links).toHaveLength(4)
    for (const link of links) {
      const hash = (await link.getAttribute('href')) ?? ''
      await keyboard.press(link)
      const field = page.locator(hash)
      expect(await field.evaluate((element) => element === document.activeElement)).toBe(true)
      expect(await isDescribed(page, hash)).toBe(true)
    }
  })

  test('says so without JavaScript too: in the title, first on the page, and beside each field', async () => {
    const page = await visit('/sign-up', { javaScript: false })
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByRole('alert').waitFor()
    expect(await page.title()).toMatch(/^Problem: /)
    const main = page.getByRole('main')
    expect(
      await main.evaluate((element) => element.firstElementChild?.querySelector('[role=alert]') !== null),
    ).toBe(true)
    for (const link of await page.getByRole('alert').getByRole('link').all()) {
      expect(await isDescribed(page, (await link.getAttribute('href')) ?? '')).toBe(true)
    }
    await axe(page)
  })

  /** The field, or the group that asks for it, says that it is wrong and why. */
  const isDescribed = (page: Page, hash: string) =>
    page.locator(hash).evaluate((field) => {
      const said = [field, field.closest('fieldset')].flatMap((element) =>
        (element?.getAttribute('aria-describedby') ?? '').split(' '),
      )
      const isMarked = field.getAttribute('aria-invalid') === 'true'
      return isMarked && said.some((id) => id.endsWith('-problem') && document.getElementById(id) !== null)
    })
})

test('the first Tab offers to skip to the content, and does', async () => {
  const page = await visitAs('gethin', '/record')
  await page.keyboard.press('Tab')
  const skip = page.locator('.skip-link')
  expect(await skip.evaluate((link) => link === document.activeElement)).toBe(true)
  expect(await skip.evaluate((link) => link.getBoundingClientRect().top >= 0)).toBe(true)
  await page.keyboard.press('Enter')
  expect(await focused(page)).toContain('main')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true)
})

describe('the editor of a page', () => {
  test('keeps the keyboard where it is, loads nothing anew, and says what happened', async () => {
    const page = await openEditor()
    await page.evaluate(() => document.documentElement.setAttribute('data-same-page', ''))
    const up = page.locator('button[value^="up:"]').last()
    const act = (await up.getAttribute('value')) ?? ''
    await pressOn(page, up)
    await saidAloud(page)
    const now = page.locator(`button[value="${act}"]`)
    expect(await now.evaluate((button) => button === document.activeElement)).toBe(true)

    await pressOn(page, page.locator('button[value="undo"]'))
    await expect.poll(() => page.locator('button[value="redo"]').count(), patient).toBe(1)
    expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true)
    expect(await page.locator('html[data-same-page]').count()).toBe(1)
  })

  test('puts the keyboard into a text that was just added', async () => {
    const page = await openEditor()
    const before = await page.locator('textarea').count()
    await pressOn(page, page.locator('fieldset button[value="add:text"]'))
    await expect.poll(() => page.locator('textarea').count(), patient).toBe(before + 1)
    expect(await focused(page)).toContain('textarea')
    await page.keyboard.type('Written at once.')
    await expect
      .poll(() => page.locator('autosave-form [role=status]').innerText(), patient)
      .toMatch(/\d\d:\d\d/)
    await page.reload()
    expect(await page.locator('textarea').last().inputValue()).toBe('Written at once.')
    await pressOn(page, page.locator('button[value^="remove:"]').last())
    await expect.poll(() => page.locator('textarea').count(), patient).toBe(before)
  })

  /** Gethin's own page, which is in Welsh like his account: found by what the buttons do. */
  async function openEditor(): Promise<Page> {
    const page = await visitAs('gethin', '/portfolio/pages')
    await page.locator('main a[href^="/portfolio/pages/0"]').first().click()
    await page.locator('main a[href$="/edit"]').click()
    await page.locator('form[data-editor]').waitFor()
    return page
  }

  async function saidAloud(page: Page): Promise<void> {
    await expect.poll(() => page.locator('body > p[role=status]').textContent(), patient).toMatch(/\S/)
  }
})

describe('what people set in their system', () => {
  test('less movement: nothing moves, and scrolling jumps', async () => {
    const page = await visit('/')
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll('*')]
        .filter((element) => {
          const { transitionDuration, animationDuration, scrollBehavior } = getComputedStyle(element)
          const lasts = (text: string) => text.split(',').some((part) => Number.parseFloat(part) > 0.05)
          return lasts(transitionDuration) || lasts(animationDuration) || scrollBehavior === 'smooth'
        })
        .map((element) => element.className),
    )
    expect(moving).toEqual([])
  })

  test('forced colours: marks, buttons and fields keep their edges', async () => {
    const page = await visitAs('gethin', '/record')
    await page.emulateMedia({ forcedColors: 'active' })
    await screenshot(page, 'record forced colours')
    await axe(page)
    // Without a background of their own, shapes have to be drawn by lines.
    const shapes = await page.locator('main svg').evaluateAll((drawings) =>
      drawings.map((drawing) => {
        const { width } = drawing.getBoundingClientRect()
        const drawn = [...drawing.querySelectorAll('*')].some((part) => {
          const { stroke, fill } = getComputedStyle(part)
          return stroke !== 'none' || fill !== 'none'
        })
        return width > 0 && drawn
      }),
    )
    expect(shapes.length).toBeGreaterThan(0)
    expect(shapes).not.toContain(false)

    await page.goto('/account/password')
    await screenshot(page, 'form forced colours')
    const edges = await page
      .locator('main input:not([type=hidden]), main button')
      .evaluateAll((controls) => controls.map((control) => getComputedStyle(control).borderTopStyle))
    expect(edges.length).toBeGreaterThan(1)
    expect(edges).not.toContain('none')
  })
})
