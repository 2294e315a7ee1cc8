import { paths } from '../paths.ts'
import type { Operation } from '../ui/api/operation.ts'
import type { AppContext } from '../ui/context.ts'
import { Layout } from '../ui/layout/layout.tsx'
import { SummaryList } from '../ui/list/lists.tsx'
import { frameOf, html } from '../ui/request.ts'
import { PageTitle } from '../ui/text/text.tsx'
import type { Words } from '../words.ts'
import { apiDocument, apiRoot } from './document.ts'
import { operations } from './operations.ts'

/** What programs can do, for people who write them. */
export function showApi(c: AppContext): Response {
  const frame = frameOf(c)
  const { t } = frame
  return html(
    c,
    <Layout frame={frame} title={t('api.docsTitle')} wide>
      <PageTitle lede={t('api.docsLede')}>{t('api.docsTitle')}</PageTitle>
      <ul>
        <li>
          <a href={paths.apiDocument()}>{t('api.docsDocument')}</a>
        </li>
        <li>
          <a href={paths.accountTokens()}>{t('api.docsTokens')}</a>
        </li>
      </ul>
      <p>{t('api.docsToken', { header: 'Authorization: Bearer …' })}</p>
      <p>{t('api.docsProblems')}</p>
      <p>{t('api.docsKeys')}</p>
      <p>{t('api.docsPaging')}</p>
      {t.language !== 'en' && <p>{t('api.docsEnglish')}</p>}
      {(apiDocument().tags ?? []).map(({ name, description }) => (
        <section lang="en">
          <h2>{name}</h2>
          <p>{description}</p>
          {operations
            .filter(({ tag }) => tag === name)
            .map((operation) => (
              <OperationPart t={t} operation={operation} />
            ))}
        </section>
      ))}
    </Layout>,
  )
}

function OperationPart({ t, operation }: { t: Words; operation: Operation }) {
  const { id, method, path, summary, description, access, answer } = operation
  return (
    <section id={id}>
      <h3>{summary}</h3>
      <p>
        <code>
          {method.toUpperCase()} {apiRoot}
          {path}
        </code>
      </p>
      {description && <p>{description}</p>}
      <SummaryList
        rows={[
          {
            term: <span lang={t.language}>{t('api.docsScope')}</span>,
            value:
              access === 'public' ? (
                <span lang={t.language}>{t('api.docsNoToken')}</span>
              ) : (
                <code>{access}</code>
              ),
          },
          ...takes(t, operation),
          {
            term: <span lang={t.language}>{t('api.docsAnswers')}</span>,
            value: `${answer.status}: ${answer.description}`,
          },
        ]}
      />
    </section>
  )
}

function takes(t: Words, { body, bytes, query }: Operation) {
  const fields = [...fieldsOf(query), ...fieldsOf(body)]
  const value = bytes ? [...fields, bytes.description].join('; ') : fields.join(', ')
  return value ? [{ term: <span lang={t.language}>{t('api.docsTakes')}</span>, value }] : []
}

/** Names only: the document says the rest. */
function fieldsOf(schema: Operation['body']): string[] {
  const shape = (schema as { shape?: Readonly<Record<string, unknown>> } | undefined)?.shape
  return Object.keys(shape ?? {})
}
