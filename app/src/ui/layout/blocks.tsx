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
  actions,
  children,
}: {
  /** An `AssuranceMark` or `AssuranceSeal`. */
  mark: Child
  title?: Child | undefined
  id?: string | undefined
  level?: 2 | 3 | undefined
  /** Move, edit, remove: in the editor only. */
  actions?: Child | undefined
  children: Child
}) {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section class="block" id={id}>
      <div class="block__margin">{mark}</div>
      <div class="block__content">
        {title && <Heading class="block__title">{title}</Heading>}
        {children}
      </div>
      {actions && <div class="block__actions">{actions}</div>}
    </section>
  )
}
