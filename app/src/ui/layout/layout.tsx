import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { asset } from '../assets.ts'
import type { Language } from '../../words.ts'
import type { Frame } from '../frame.ts'
import { Notice } from '../text/notice.tsx'
import { BareHeader, SiteFooter, SiteHeader } from './site-frame.tsx'

/** Fonts that the first screen needs; the others load when a letter asks for them. */
const latinFonts = [
  'atkinson-hyperlegible-next-latin-wght-normal.woff2',
  'source-serif-4-latin-wght-normal.woff2',
]
const welshFonts = ['welsh-sans.woff2', 'welsh-serif.woff2']

/**
 * A whole page. `title` is the page's own (`<title>` adds the product); write the `h1` with `PageTitle`.
 * `bare`: the product's own frame for visitors, without places and account. `wide`: tables and help beside.
 */
export function Layout({
  frame,
  title,
  wide,
  bare,
  problem,
  noindex,
  editor,
  before,
  children,
}: {
  frame: Frame
  title: string
  wide?: boolean | undefined
  bare?: boolean | undefined
  /** The page comes back with mistakes in its form: the title says so first. */
  problem?: boolean | undefined
  /** Not for search engines. Shared pages and everything behind sign-in. */
  noindex?: boolean | undefined
  /** The page edits: load the editor's script too. */
  editor?: boolean | undefined
  /** Breadcrumbs, a back link: above the main part. */
  before?: Child | undefined
  children: Child
}) {
  const { t } = frame
  return (
    <>
      {raw('<!DOCTYPE html>')}
      <html
        lang={t.language}
        data-theme={frame.theme === 'system' ? undefined : frame.theme}
        data-text={frame.textSize === 'normal' ? undefined : frame.textSize}
      >
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>{`${problem ? `${t('common.problem')}: ` : ''}${title} – ${t('common.product')}`}</title>
          {(noindex || bare || frame.signedInAs) && <meta name="robots" content="noindex, nofollow" />}
          <meta name="format-detection" content="telephone=no" />
          <Preloads language={t.language} />
          <Stylesheet name="main.css" />
          <Script name="main.js" />
          {editor && <Script name="editor.js" />}
        </head>
        <body>
          <a class="skip-link" href="#main">
            {t('common.skipToContent')}
          </a>
          {bare ? <BareHeader frame={frame} /> : <SiteHeader frame={frame} />}
          <div class={pageClass(bare, wide, frame.signedInAs !== null)}>
            {before}
            {frame.notice && (
              <Notice t={t} kind={frame.notice.kind}>
                {frame.notice.text}
              </Notice>
            )}
            <main id="main" class={wide ? 'main main--wide' : 'main'} tabindex={-1}>
              {children}
            </main>
          </div>
          <SiteFooter frame={frame} bare={bare} />
        </body>
      </html>
    </>
  )
}

/** Whoever has no places to go to reads a column in the middle of the page. */
function pageClass(bare: boolean | undefined, wide: boolean | undefined, isSignedIn: boolean): string {
  if (bare) return wide ? 'page page--bare' : 'page page--bare page--centred'
  return isSignedIn || wide ? 'page' : 'page page--centred'
}

function Preloads({ language }: { language: Language }) {
  const fonts = language === 'cy' ? [...latinFonts, ...welshFonts] : latinFonts
  return (
    <>
      {fonts.map((name) => {
        const font = asset(name)
        return (
          font && <link rel="preload" href={font.href} as="font" type="font/woff2" crossorigin="anonymous" />
        )
      })}
    </>
  )
}

function Stylesheet({ name }: { name: string }) {
  const file = asset(name)
  return file ? <link rel="stylesheet" href={file.href} integrity={file.integrity} /> : null
}

function Script({ name }: { name: string }) {
  const file = asset(name)
  return file ? <script type="module" src={file.href} integrity={file.integrity} /> : null
}
