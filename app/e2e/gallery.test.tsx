import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { Frame } from '../src/ui/frame.ts'
import { Gallery } from '../src/ui/gallery.tsx'
import { htmlOf } from '../src/ui/html-of.ts'
import { wordsFor } from '../src/words.ts'
import { focused, pressOn, tabTo } from './support/keyboard.ts'
import { axe, noHorizontalScroll, screenshot } from './support/looks.ts'
import { narrow, phone, visit, type VisitOptions, wide } from './support/visit.ts'

const frame: Frame = {
  t: wordsFor('en'),
  path: '/gallery',
  csrf: 'token-1',
  theme: 'system',
  textSize: 'normal',
  signedInAs: { name: 'Amina Rahman', initials: 'AR' },
  areas: [{ href: '/record', label: 'Record', current: true }],
  accountLinks: [{ href: '/account', label: 'Account' }],
}

/** The gallery as a page of the server: its style and scripts are the server's own, its markup ours. */
async function openGallery(options: VisitOptions = {}, look: Partial<Frame> = {}): Promise<Page> {
  const page = await visit(undefined, options)
  await page.route('**/gallery', (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      body: htmlOf(<Gallery frame={{ ...frame, ...look }} />),
      headers: {
        'content-security-policy':
          "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'",
      },
    }),
  )
  await page.goto('/gallery')
  return page
}

describe('every component', () => {
  test.each([
    ['wide, light', { viewport: wide }, {}],
    ['wide, dark', { viewport: wide, colorScheme: 'dark' }, {}],
    ['phone, light', { viewport: phone }, {}],
    ['phone, dark', { viewport: phone, colorScheme: 'dark' }, {}],
    ['high contrast', { viewport: wide }, { theme: 'contrast' }],
    ['high contrast, dark', { viewport: wide, colorScheme: 'dark' }, { theme: 'contrast' }],
    ['320 px', { viewport: narrow }, {}],
    ['320 px, larger text, Welsh', { viewport: narrow }, { textSize: 'larger', t: wordsFor('cy') }],
    ['400 % zoom', { viewport: wide, zoom: 4 }, {}],
    ['no script', { viewport: phone, javaScript: false }, {}],
  ] as const)('has no mistakes and no sideways scroll: %s', async (name, options, look) => {
    const page = await openGallery(options, look)
    await axe(page)
    await noHorizontalScroll(page)
    await screenshot(page, `gallery ${name}`)
  })

  test('everything that is pressed is at least 24 by 24, or stands in a line of text', async () => {
    const page = await openGallery({ viewport: phone })
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('a, button, summary, input:not([type=hidden]), select, textarea')]
        .filter((element) => {
          const { width, height } = element.getBoundingClientRect()
          const inText = getComputedStyle(element).display === 'inline'
          return (
            element.checkVisibility() &&
            !inText &&
            !element.matches('.skip-link') &&
            (width < 24 || height < 24)
          )
        })
        .map((element) => `${element.tagName} ${element.textContent}`),
    )
    expect(small).toEqual([])
  })
})

describe('the scripts', () => {
  test('focus goes to what is wrong, and from there to the field', async () => {
    const page = await openGallery()
    expect(await focused(page)).toContain('There are 3 problems')
    await page.getByRole('alert').getByRole('link').first().click()
    expect(await focused(page)).toContain('For whom is this?')
    await expect
      .poll(() => page.getByText('For whom is this?').evaluate((label) => label.getBoundingClientRect().top))
      .toBeGreaterThanOrEqual(0)
  })

  test('the account menu opens by keyboard and closes with Escape', async () => {
    const page = await openGallery()
    await page.evaluate(() => document.body.focus())
    const menu = page.locator('summary').filter({ hasText: 'Account of' })
    await page.keyboard.press('Shift+Tab')
    await menu.focus()
    await page.keyboard.press('Enter')
    await tabTo(page, page.getByRole('link', { name: 'Account', exact: true }))
    await page.keyboard.press('Escape')
    expect(await page.getByRole('link', { name: 'Account', exact: true }).isVisible()).toBe(false)
    expect(await focused(page)).toContain('Amina Rahman')
  })

  test('a link is copied, and it is said', async () => {
    const page = await openGallery()
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await pressOn(page, page.getByRole('button', { name: 'Copy' }))
    await page
      .getByRole('status')
      .getByText('Copied')
      .or(page.getByText('Copied', { exact: true }))
      .waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^https:.*\/s\//)
  })

  test('a dropped file is in the form, one at a time', async () => {
    const page = await openGallery()
    await page.locator('file-drop').evaluate((area) => {
      const files = new DataTransfer()
      files.items.add(new File(['a'], 'board.jpg'))
      files.items.add(new File(['b'], 'second.jpg'))
      area.dispatchEvent(new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }))
    })
    expect(
      await page.getByLabel('Evidence').evaluate((input: HTMLInputElement) => input.files?.[0]?.name),
    ).toBe('board.jpg')
    await page.getByText('Chosen: board.jpg One file at a time').waitFor()
  })
})

describe('text that saves itself', () => {
  const text = (page: Page) => page.getByLabel('Reflection')

  test('is sent with its token, and it is said', async () => {
    const page = await openGallery()
    const sent = page.waitForRequest((request) => request.method() === 'POST')
    await page.route('**/gallery*', (route) => route.fulfill({ status: 204 }))
    await text(page).fill('It hums again.')
    expect(Object.fromEntries(new URLSearchParams((await sent).postData() ?? ''))).toEqual({
      csrf: 'token-1',
      reflection: 'It hums again.',
    })
    await page.getByText(/^Saved at \d\d:\d\d$/).waitFor()
  })

  test('survives a lost line and a closed window', async () => {
    const page = await openGallery()
    const failing = (url: URL) => url.pathname === '/gallery'
    await page.route(failing, (route) =>
      route.request().method() === 'POST' ? route.abort() : route.fallback(),
    )
    await text(page).fill('Written on a train.')
    await page.getByText('Your text is kept on this device').waitFor()
    await page.goto('/gallery')
    expect(await text(page).inputValue()).not.toContain('train')
    await page.route(failing, (route) =>
      route.request().method() === 'POST' ? route.fulfill({ status: 204 }) : route.fallback(),
    )
    await page.getByRole('button', { name: 'Put it back' }).click()
    expect(await text(page).inputValue()).toBe('Written on a train.')
    await page.getByText(/^Saved at/).waitFor()
    await page.goto('/gallery')
    expect(await page.getByRole('button', { name: 'Put it back' }).count()).toBe(0)
  })
})
