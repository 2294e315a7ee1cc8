import type { Child } from 'hono/jsx'

/** Read aloud, not shown. */
export function VisuallyHidden({ children }: { children: Child }) {
  return <span class="visually-hidden">{children}</span>
}

/** The one `h1`. `kicker` says where one is ("Record"), `lede` what the page is for, in a sentence. */
export function PageTitle({
  kicker,
  lede,
  result,
  children,
}: {
  kicker?: Child | undefined
  /** The grade, where the page is about one result. */
  result?: Child | undefined
  lede?: Child | undefined
  children: Child
}) {
  return (
    <header class="page-title">
      {kicker && <p class="page-title__kicker">{kicker}</p>}
      {result ? (
        <div class="result-line">
          <h1 class="page-title__title result-line__title">{children}</h1>
          <p class="result-line__result">{result}</p>
        </div>
      ) : (
        <h1 class="page-title__title">{children}</h1>
      )}
      {lede && <p class="page-title__lede">{lede}</p>}
    </header>
  )
}

/** Long text that a person wrote, in the serif, with its own language. Pass markup only from our sanitiser. */
export function Prose({ lang, children }: { lang?: string | undefined; children: Child }) {
  return (
    <div class="prose" lang={lang}>
      {children}
    </div>
  )
}

/** A word of the field with its meaning where it is first needed. */
export function DefinitionTerm({ term, children }: { term: Child; children: Child }) {
  return (
    <details>
      <summary class="definition__term">{term}</summary>
      <div class="definition__meaning">{children}</div>
    </details>
  )
}

export type TagKind = 'plain' | 'good' | 'waiting' | 'problem' | 'info'

/** A short state: "held", "published", "stopped". The word says it; the colour only repeats it. */
export function Tag({ kind = 'plain', children }: { kind?: TagKind | undefined; children: Child }) {
  return <span class={`tag tag--${kind}`}>{children}</span>
}

/** One link for a screen that has only that: back to where one came from. */
export function BackLink({ href, children }: { href: string; children: Child }) {
  return (
    <p class="back-link">
      <a href={href}>{children}</a>
    </p>
  )
}
