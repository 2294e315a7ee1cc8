import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import { fileSize } from '../../portfolio/file-size.ts'
import { itemKinds } from '../../portfolio/item/item.ts'
import { Actions, Button } from '../../ui/form/button.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { FileField } from '../../ui/form/file-field.tsx'
import { Form } from '../../ui/form/form.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { Breadcrumbs } from '../../ui/list/navigation.tsx'
import { Table } from '../../ui/list/table.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import type { ImportReport } from '../leap2a/import-leap2a.ts'

/** Bring your work: the file is sent, and nothing is kept yet. */
export function ImportPage({
  frame,
  maxUpload,
  problems,
}: {
  frame: Frame
  maxUpload: number
  problems?: readonly FieldProblem[]
}) {
  const { t } = frame
  return (
    <Layout
      frame={frame}
      title={t('interop.bring')}
      problem={Boolean(problems?.length)}
      before={<Trail frame={frame} label={t('interop.bring')} />}
    >
      <ErrorSummary t={t} problems={problems} />
      <PageTitle lede={t('interop.bringLede')}>{t('interop.bring')}</PageTitle>
      <p>{t('interop.bringHow')}</p>
      <Form frame={frame} action={paths.portfolioImport()} upload>
        <FileField
          t={t}
          name="file"
          label={t('interop.file')}
          hint={t('interop.fileHint', { most: fileSize(t.language, maxUpload) })}
          accept=".zip,.xml"
          problems={problems}
        />
        <Button>{t('interop.see')}</Button>
      </Form>
    </Layout>
  )
}

/** So many lines are shown; how many more there are is said. */
const mostLines = 100
const longestValue = 200

/** What becomes what, what is kept aside, and which files cannot come. */
export function PreviewPage({ frame, name, report }: { frame: Frame; name: string; report: ImportReport }) {
  const { t } = frame
  const { items, pages, files, known, kinds, keptAside, errors } = report
  const becomes = [
    ...itemKinds.map((kind) => ({ what: t(`portfolio.kind_${kind}`), count: kinds[kind] ?? 0 })),
    { what: t('interop.pageKind'), count: pages },
  ].filter(({ count }) => count > 0)
  return (
    <Layout
      frame={frame}
      title={t('interop.preview')}
      wide
      before={<Trail frame={frame} label={t('interop.preview')} />}
    >
      <PageTitle lede={t('interop.previewLede')} kicker={name}>
        {t('interop.preview')}
      </PageTitle>
      <ul>
        <li>{t('interop.itemsCount', { count: items })}</li>
        <li>{t('interop.pagesCount', { count: pages })}</li>
        <li>{t('interop.filesCount', { count: files })}</li>
        <li>{t('interop.knownCount', { count: known })}</li>
      </ul>
      {becomes.length > 0 && (
        <Table
          caption={t('interop.becomes')}
          narrow
          columns={[
            { label: t('interop.kind'), cell: ({ what }) => what, header: true },
            { label: t('interop.count'), cell: ({ count }) => count, numeric: true },
          ]}
          rows={becomes}
        />
      )}
      <Actions>
        <Form frame={frame} action={paths.portfolioImportConfirmation()} class="form form--inline">
          <Button>{t('interop.confirm')}</Button>
        </Form>
        <Form frame={frame} action={paths.portfolioImportRemoval()} class="form form--inline">
          <Button look="quiet">{t('interop.forget')}</Button>
        </Form>
      </Actions>
      {errors.length > 0 && (
        <section aria-labelledby="refused">
          <h2 id="refused">{t('interop.refused')}</h2>
          <ul>
            {errors.slice(0, mostLines).map(({ entry, file, key }) => (
              <li>
                {entry} ({file}): {t.say(key)}
              </li>
            ))}
          </ul>
        </section>
      )}
      {keptAside.length > 0 && (
        <section aria-labelledby="kept">
          <h2 id="kept">{t('interop.kept')}</h2>
          <p>{t('interop.keptText')}</p>
          <Table
            caption={t('interop.kept')}
            captionHidden
            columns={[
              { label: t('interop.kind'), cell: ({ entry }) => entry, header: true },
              { label: t('interop.keptPart'), cell: ({ part }) => part },
              {
                label: t('interop.keptValue'),
                cell: ({ value }) =>
                  value.length > longestValue ? `${value.slice(0, longestValue)} …` : value,
              },
            ]}
            rows={keptAside.slice(0, mostLines)}
          />
          {keptAside.length > mostLines && (
            <p>{t('interop.keptMore', { count: keptAside.length - mostLines })}</p>
          )}
        </section>
      )}
    </Layout>
  )
}

export function Trail({ frame: { t }, label }: { frame: Frame; label: string }) {
  return <Breadcrumbs t={t} crumbs={[{ href: paths.portfolio(), label: t('portfolio.title') }, { label }]} />
}
