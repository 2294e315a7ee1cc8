import type { Child } from 'hono/jsx'
import type { Words } from '../../words.ts'

/** The way down to this page. The last one is the page itself and no link. */
export function Breadcrumbs({
  t,
  crumbs,
}: {
  t: Words
  crumbs: readonly { href?: string | undefined; label: Child }[]
}) {
  return (
    <nav class="breadcrumbs" aria-label={t('common.breadcrumbs')}>
      <ol>
        {crumbs.map((crumb, index) => (
          <li>
            {crumb.href && index < crumbs.length - 1 ? (
              <a href={crumb.href}>{crumb.label}</a>
            ) : (
              <span aria-current="page">{crumb.label}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}

/** Two or three ways to see the same things. They are pages with addresses, so they are links. */
export function Tabs({
  label,
  tabs,
}: {
  label: string
  tabs: readonly { href: string; label: Child; current: boolean }[]
}) {
  return (
    <nav class="tabs" aria-label={label}>
      <ul>
        {tabs.map((tab) => (
          <li>
            <a href={tab.href} aria-current={tab.current ? 'page' : undefined}>
              {tab.label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** Cursor pages: forwards and back, without a count of what there is. */
export function Pagination({
  t,
  previous,
  next,
}: {
  t: Words
  previous?: string | undefined
  next?: string | undefined
}) {
  if (!previous && !next) return null
  return (
    <nav class="pagination" aria-label={t('common.pagination')}>
      {previous ? (
        <a class="pagination__previous" href={previous} rel="prev">
          {t('common.previousPage')}
        </a>
      ) : (
        <span />
      )}
      {next && (
        <a class="pagination__next" href={next} rel="next">
          {t('common.nextPage')}
        </a>
      )}
    </nav>
  )
}
