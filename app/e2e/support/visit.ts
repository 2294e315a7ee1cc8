import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { inject, onTestFinished } from 'vitest'

export interface VisitOptions {
  readonly javaScript?: boolean
  readonly colorScheme?: 'light' | 'dark'
  readonly viewport?: { readonly width: number; readonly height: number }
  readonly language?: string
  /** 4 shows a page of 1280 px as a person sees it who has zoomed to 400 %. */
  readonly zoom?: number
}

export const wide = { width: 1280, height: 800 }
export const phone = { width: 390, height: 844 }
export const narrow = { width: 320, height: 640 }

let connection: Promise<Browser> | undefined

/**
 * A new visitor with no cookies, on a page of their own that closes with the test.
 *
 * @example
 * const page = await visit('/', { javaScript: false })
 * await page.getByRole('link', { name: 'Sign in' }).click()
 */
export async function visit(path: string | undefined, options: VisitOptions = {}): Promise<Page> {
  connection ??= chromium.connect(inject('browserEndpoint'))
  const browser = await connection
  const context = await browser.newContext(contextOptions(options))
  onTestFinished(() => context.close())
  context.setDefaultTimeout(10_000)
  const page = await context.newPage()
  if (path !== undefined) await page.goto(path)
  return page
}

function contextOptions({
  javaScript = true,
  colorScheme = 'light',
  viewport = wide,
  language = 'en-GB',
  zoom = 1,
}: VisitOptions): BrowserContextOptions {
  return {
    baseURL: inject('serverUrl'),
    javaScriptEnabled: javaScript,
    colorScheme,
    // Zooming makes each CSS pixel larger and the window hold fewer of them.
    viewport: { width: Math.round(viewport.width / zoom), height: Math.round(viewport.height / zoom) },
    deviceScaleFactor: zoom,
    locale: language,
    reducedMotion: 'reduce',
  }
}
