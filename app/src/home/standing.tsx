import { paths } from '../paths.ts'
import type { AppContext } from '../ui/context.ts'
import { Layout } from '../ui/layout/layout.tsx'
import { frameOf, html } from '../ui/request.ts'
import { MarksMeaning } from './views/marks-meaning.tsx'
import { PageTitle } from '../ui/text/text.tsx'

/** Pages that say what the product is and how it treats people. */
export function showAbout(c: AppContext): Response {
  return standing(c, 'about', ['whose', 'marks', 'open'])
}

export function showPrivacy(c: AppContext): Response {
  return standing(c, 'privacy', ['held', 'seen', 'children', 'notYet'])
}

export function showAccessibility(c: AppContext): Response {
  return standing(c, 'accessibility', ['works', 'checked', 'tellUs'])
}

function standing(
  c: AppContext,
  page: 'about' | 'privacy' | 'accessibility',
  parts: readonly string[],
): Response {
  const frame = frameOf(c)
  const { t } = frame
  const title = t(`home.${page}Title`)
  return html(
    c,
    <Layout frame={frame} title={title}>
      <PageTitle lede={t(`home.${page}Lede`)}>{title}</PageTitle>
      {parts.map((part) => (
        <section>
          <h2>{t.say(`home.${page}_${part}Title`)}</h2>
          <p>{t.say(`home.${page}_${part}`)}</p>
          {part === 'marks' && <MarksMeaning t={t} />}
        </section>
      ))}
      {page === 'about' && (
        <p>
          <a href={paths.verify()}>{t('home.checkSomething')}</a>
          {' · '}
          <a href={paths.institutions()}>{t('institution.institutionsTitle')}</a>
          {' · '}
          <a href={paths.logs()}>{t('log.title')}</a>
        </p>
      )}
    </Layout>,
  )
}
