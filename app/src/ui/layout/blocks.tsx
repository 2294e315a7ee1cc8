import type { Child } from 'hono/jsx'

/** The things of a portfolio page under each other. */
export function Blocks({ children }: { children: Child }) {
  return <div class="blocks">{children}</div>
}

/**
 * One thing on a page. `mark` stands in the margin, outside the frame of what the person wrote, so that nobody
 * can draw a seal of their own beside it.
 */
export function Block({
  mark,
  title,
  id,
  level = 2,
  result,
  actions,
  children,
}: {
  /** An `AssuranceMark` or `AssuranceSeal`. */
  mark: Child
  title?: Child | undefined
  id?: string | undefined
  level?: 2 | 3 | undefined
  /** The grade or outcome, large at the end of the title's line. */
  result?: Child | undefined
  /** Move, edit, remove: in the editor only. */
  actions?: Child | undefined
  children: Child
}) {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section class="block" id={id}>
      <div class="block__margin">{mark}</div>
      <div class="block__content">
        {title && result ? (
          <div class="result-line">
            <Heading class="result-line__title">{title}</Heading>
            <p class="result-line__result">{result}</p>
          </div>
        ) : (
          title && <Heading class="block__title">{title}</Heading>
        )}
        {children}
      </div>
      {actions && <div class="block__actions">{actions}</div>}
    </section>
  )
}

/** What the person wrote between things: the same margin with the same mark, set quietly. */
export function WordsBlock({ mark, children }: { mark: Child; children: Child }) {
  return (
    <div class="block block--words">
      <div class="block__margin">{mark}</div>
      <div class="block__content">{children}</div>
    </div>
  )
}

/** A heading of the page: a rule across margin and text, and more room above. */
export function HeadingBlock({ children }: { children: Child }) {
  return (
    <div class="block block--heading">
      <div class="block__content">{children}</div>
    </div>
  )
}
