import type { ConsoleMessage, Page, Request } from 'playwright-core'
import { inject } from 'vitest'

/** Notes what a page should never do while it is looked at: errors, broken policy, requests to elsewhere. */
export function watch(page: Page): string[] {
  const noted: string[] = []
  page.on('console', (message: ConsoleMessage) => {
    if (message.type() === 'error' || message.type() === 'warning') noted.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => noted.push(`error: ${error.message}`))
  page.on('requestfailed', (request: Request) => {
    const why = request.failure()?.errorText ?? ''
    // Leaving a page ends what it was loading.
    if (why !== 'net::ERR_ABORTED') noted.push(`failed: ${request.url()} ${why}`)
  })
  page.on('request', (request: Request) => {
    const { protocol, host } = new URL(request.url())
    if (protocol.startsWith('http') && host !== new URL(inject('serverUrl')).host) {
      noted.push(`elsewhere: ${request.url()}`)
    }
  })
  return noted
}

/** What a page says of itself. */
export function stateOf(page: Page) {
  return page.evaluate(() => ({
    language: document.documentElement.lang,
    title: document.title,
    headings: [...document.querySelectorAll('h1')].map((heading) => heading.textContent?.trim() ?? ''),
    ids: [...document.querySelectorAll('[id]')].map(({ id }) => id),
    /** Text of our own in the page's language, piece by piece, without what people wrote in another. */
    texts: [...document.querySelectorAll('body *')]
      .filter((element) => !element.closest('script, style, noscript, .kept-mail, [lang]:not(html)'))
      .flatMap((element) => [
        ...[...element.childNodes]
          .filter(({ nodeType }) => nodeType === 3)
          .map((node) => node.textContent ?? ''),
        ...['aria-label', 'alt', 'title', 'placeholder'].map((name) => element.getAttribute(name) ?? ''),
      ])
      .map((text) => text.replace(/\s+/g, ' ').trim())
      .filter((text) => text !== ''),
    links: [...document.querySelectorAll('a[href]')].map((link) => link.getAttribute('href') ?? ''),
  }))
}

/** Where the page sticks out of 320 px, and what covers more than half of a window that was zoomed to 400 %. */
export async function coveredAtZoom(page: Page): Promise<string[]> {
  await page.setViewportSize({ width: 320, height: 200 })
  return page.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter((element) => {
        const { position } = getComputedStyle(element)
        const { height } = element.getBoundingClientRect()
        return (position === 'fixed' || position === 'sticky') && height > innerHeight / 2
      })
      .map((element) => `${element.tagName.toLowerCase()}.${element.className} stays in the way`),
  )
}
