import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import { Actions, Button, ButtonLink } from '../../ui/form/button.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { Field } from '../../ui/form/field.tsx'
import { Form } from '../../ui/form/form.tsx'
import { Select } from '../../ui/form/select.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { Notice } from '../../ui/text/notice.tsx'
import { BackLink, PageTitle, Tag } from '../../ui/text/text.tsx'
import { DateText, MomentText } from '../../ui/time.tsx'
import { textLanguages } from '../item/languages.ts'
import type { LiveShare } from '../page/live-shares.ts'
import type { OldVersion, PageWithThings, PageWithVersions } from '../page/load-page.ts'
import { type Page, publishable } from '../page/page.ts'
import type { FormValues } from '../../ui/request.ts'
import { viewerLinks } from './own-links.ts'
import { PageView } from './page-view.tsx'

/** A title is all that a page needs to begin. */
export function NewPagePage({
  frame,
  values,
  problems,
}: {
  frame: Frame
  values: FormValues
  problems?: readonly FieldProblem[]
}) {
  const { t } = frame
  return (
    <Layout
      frame={frame}
      title={t('portfolio.newPage')}
      problem={Boolean(problems?.length)}
      before={<BackLink href={paths.portfolio()}>{t('portfolio.back')}</BackLink>}
    >
      <ErrorSummary t={t} problems={problems} />
      <PageTitle lede={t('portfolio.newPageLede')}>{t('portfolio.newPage')}</PageTitle>
      <Form frame={frame} action={paths.pageNew()}>
        <Field
          t={t}
          name="title"
          label={t('portfolio.pageTitle')}
          hint={t('portfolio.pageTitleHint')}
          value={values.title}
          problems={problems}
        />
        <Select
          t={t}
          name="language"
          label={t('portfolio.pageLanguage')}
          options={textLanguages(t.language)}
          value={values.language || t.language}
          problems={problems}
        />
        <Button>{t('portfolio.startPage')}</Button>
      </Form>
    </Layout>
  )
}

/** Where a page stands: its draft, what is published, and what one can do with it. */
export function PageOverview({
  frame,
  page,
  versions,
  ahead,
  shares,
}: PageWithVersions & { frame: Frame; shares: readonly LiveShare[] }) {
  const { t } = frame
  const latest = versions[0]
  return (
    <Layout
      frame={frame}
      title={page.draft.title}
      before={<BackLink href={paths.portfolio()}>{t('portfolio.back')}</BackLink>}
    >
      <PageTitle kicker={t('portfolio.page')}>
        <span lang={page.draft.language}>{page.draft.title}</span>
      </PageTitle>
      <p class="page-state">
        {latest ? (
          <Tag kind="good">{t('portfolio.publishedVersion', { version: latest.version })}</Tag>
        ) : (
          <Tag>{t('portfolio.notPublished')}</Tag>
        )}
        {latest && ahead && <Tag kind="waiting">{t('portfolio.aheadOfPublished')}</Tag>}
      </p>
      <p>
        {t(latest ? (ahead ? 'portfolio.stateAhead' : 'portfolio.statePublished') : 'portfolio.stateDraft')}
      </p>
      {shares.length > 0 && <SharedWith frame={frame} shares={shares} />}
      <Actions>
        {latest && !ahead ? (
          <ButtonLink href={paths.shareNew(page.id)}>{t('portfolio.share')}</ButtonLink>
        ) : (
          <ButtonLink href={paths.pageEdit(page.id)}>{t('common.edit')}</ButtonLink>
        )}
        {latest && !ahead ? (
          <ButtonLink look="secondary" href={paths.pageEdit(page.id)}>
            {t('common.edit')}
          </ButtonLink>
        ) : (
          latest && (
            <ButtonLink look="secondary" href={paths.shareNew(page.id)}>
              {t('portfolio.share')}
            </ButtonLink>
          )
        )}
        <ButtonLink look="secondary" href={paths.pagePreview(page.id)}>
          {t('portfolio.preview')}
        </ButtonLink>
        <Form frame={frame} action={paths.pageRemoval(page.id)} class="form form--inline">
          <Button look="quiet">{t('common.remove')}</Button>
        </Form>
      </Actions>
      {versions.length > 0 && <Versions frame={frame} page={page} versions={versions} />}
    </Layout>
  )
}

function SharedWith({ frame: { t }, shares }: { frame: Frame; shares: readonly LiveShare[] }) {
  return (
    <section aria-labelledby="shared-with">
      <h2 id="shared-with">{t('portfolio.sharedWith')}</h2>
      <ul class="page-shares">
        {shares.map((share) => (
          <li>
            <a href={paths.share(share.grantId)}>{share.recipient}</a>, {t('portfolio.until')}{' '}
            <DateText t={t} value={share.endsAt} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Versions({
  frame,
  page,
  versions,
}: {
  frame: Frame
  page: Page
  versions: PageWithVersions['versions']
}) {
  const { t } = frame
  return (
    <section aria-labelledby="versions">
      <h2 id="versions">{t('portfolio.versions')}</h2>
      <ol class="page-versions" reversed>
        {versions.map((version) => (
          <li value={version.version}>
            <a href={paths.pageVersion(page.id, version.version)}>
              {t('portfolio.versionNumber', { version: version.version })}
            </a>{' '}
            <MomentText t={t} value={version.publishedAt} />
          </li>
        ))}
      </ol>
    </section>
  )
}

/** The draft exactly as a viewer will see it, under a strip that says so. */
export function PreviewPage({ frame, page, things, viewing, ahead }: PageWithThings & { frame: Frame }) {
  const { t } = frame
  const { title, language, blocks } = page.draft
  return (
    <Layout
      frame={frame}
      title={t('portfolio.previewTitle', { title })}
      wide
      before={<BackLink href={paths.pageEdit(page.id)}>{t('portfolio.backToEditor')}</BackLink>}
    >
      <Notice t={t} kind="info" title={t('portfolio.previewNotice')}>
        {t(ahead ? 'portfolio.previewDraft' : 'portfolio.previewPublished')}
      </Notice>
      <PageView
        title={title}
        language={language}
        blocks={publishable(blocks)}
        things={things}
        viewing={viewing}
        links={viewerLinks}
      />
      <Actions>
        {ahead && (
          <Form frame={frame} action={paths.pagePublication(page.id)} class="form form--inline">
            <Button>{t('portfolio.publish')}</Button>
          </Form>
        )}
        <ButtonLink look="secondary" href={paths.pageEdit(page.id)}>
          {t('portfolio.goOnWriting')}
        </ButtonLink>
      </Actions>
    </Layout>
  )
}

/** Said before it happens: who would see the new version at once. */
export function PublicationPage({
  frame,
  page,
  shares,
}: {
  frame: Frame
  page: Page
  shares: readonly LiveShare[]
}) {
  const { t } = frame
  const title = t('portfolio.publishTitle', { title: page.draft.title })
  return (
    <Layout
      frame={frame}
      title={title}
      before={<BackLink href={paths.pageEdit(page.id)}>{t('portfolio.backToEditor')}</BackLink>}
    >
      <PageTitle>{title}</PageTitle>
      {shares.length > 0 ? (
        <Notice t={t} kind="warning" title={t('portfolio.wouldBeSeen', { count: shares.length })}>
          <ul class="page-shares">
            {shares.map((share) => (
              <li>
                {share.recipient}, {t('portfolio.until')} <DateText t={t} value={share.endsAt} />
              </li>
            ))}
          </ul>
        </Notice>
      ) : (
        <p>{t('portfolio.nobodySees')}</p>
      )}
      <Form frame={frame} action={paths.pagePublication(page.id)}>
        {shares.map((share) => (
          <input type="hidden" name="seenBy" value={share.grantId} />
        ))}
        <Actions>
          <Button>{t(shares.length > 0 ? 'portfolio.publishAnyway' : 'portfolio.publish')}</Button>
          <ButtonLink look="quiet" href={paths.pageEdit(page.id)}>
            {t('portfolio.notNow')}
          </ButtonLink>
        </Actions>
      </Form>
    </Layout>
  )
}

export function VersionPage({ frame, page, version, things, viewing }: OldVersion & { frame: Frame }) {
  const { t } = frame
  const title = t('portfolio.versionTitle', { version: version.version, title: version.title })
  return (
    <Layout
      frame={frame}
      title={title}
      wide
      before={<BackLink href={paths.page(page.id)}>{t('portfolio.backToPage')}</BackLink>}
    >
      <Notice t={t} kind="info" title={t('portfolio.versionNumber', { version: version.version })}>
        {t('portfolio.publishedOn')} <MomentText t={t} value={version.publishedAt} />.{' '}
        {t('portfolio.versionThings')}
      </Notice>
      <PageView
        title={version.title}
        language={version.language}
        blocks={version.blocks}
        things={things}
        viewing={viewing}
        links={viewerLinks}
      />
      <Form frame={frame} action={paths.pageVersionRestoration(page.id, version.version)}>
        <Button>{t('portfolio.restoreVersion')}</Button>
      </Form>
    </Layout>
  )
}
