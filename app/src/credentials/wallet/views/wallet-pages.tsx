import type { VerificationReport } from '@vademecum/verifiable-credentials'
import type { FieldProblem } from '../../../errors.ts'
import { paths } from '../../../paths.ts'
import { Actions, Button, ButtonLink } from '../../../ui/form/button.tsx'
import { ErrorSummary } from '../../../ui/form/error-summary.tsx'
import { Form } from '../../../ui/form/form.tsx'
import type { Frame } from '../../../ui/frame.ts'
import { Layout } from '../../../ui/layout/layout.tsx'
import { RemovedPage } from '../../../ui/layout/removed-page.tsx'
import { LinkList, SummaryList } from '../../../ui/list/lists.tsx'
import { Notice, type NoticeKind } from '../../../ui/text/notice.tsx'
import { BackLink, PageTitle, Tag } from '../../../ui/text/text.tsx'
import { DateText, MomentText } from '../../../ui/time.tsx'
import type { Words } from '../../../words.ts'
import { DocumentFields } from '../../views/document-fields.tsx'
import { Checks } from '../../views/report.tsx'
import { whatItSays } from '../../what-it-says.ts'
import type { Standing, WalletCredential } from '../credential.ts'

const noticeOf: Record<Standing, NoticeKind> = {
  verified: 'done',
  notShownYours: 'warning',
  issuerUnknown: 'warning',
  unchecked: 'warning',
  failed: 'problem',
}

/** All that the learner keeps from elsewhere, and how to add one. */
export function WalletPage({
  frame,
  credentials,
  text,
  problems,
}: {
  frame: Frame
  credentials: readonly WalletCredential[]
  text?: string
  problems?: readonly FieldProblem[]
}) {
  const { t } = frame
  return (
    <Layout
      frame={frame}
      title={t('credentials.walletTitle')}
      problem={problems !== undefined}
      before={<BackLink href={paths.portfolio()}>{t('portfolio.back')}</BackLink>}
    >
      <ErrorSummary t={t} problems={problems} />
      <PageTitle lede={t('credentials.walletLede')}>{t('credentials.walletTitle')}</PageTitle>
      {credentials.length === 0 ? (
        <p>{t('credentials.walletEmpty')}</p>
      ) : (
        <LinkList
          items={credentials.map((credential) => ({
            href: paths.walletCredential(credential.id),
            title: titleOf(t, credential),
            note: credential.issuerName || t('credentials.notSaid'),
            mark: <StandingTag t={t} standing={credential.standing} />,
          }))}
        />
      )}
      <h2>{t('credentials.walletAdd')}</h2>
      <Form frame={frame} action={paths.walletCredentials()} upload={true}>
        <DocumentFields
          t={t}
          hint={t('credentials.walletFileHint')}
          accept=".json,.jwt,.txt,.png,.svg,application/json,application/vc,image/png,image/svg+xml"
          text={text}
          problems={problems}
        />
        <Actions>
          <Button>{t('credentials.walletKeep')}</Button>
        </Actions>
      </Form>
    </Layout>
  )
}

/** One of them, as it was checked just now. */
export function WalletCredentialPage({
  frame,
  credential,
  report,
}: {
  frame: Frame
  credential: WalletCredential
  report: VerificationReport
}) {
  const { t } = frame
  const { standing } = credential
  const says = whatItSays(report.credential ?? {})
  return (
    <Layout
      frame={frame}
      title={titleOf(t, credential)}
      before={<BackLink href={paths.walletCredentials()}>{t('credentials.walletTitle')}</BackLink>}
    >
      <PageTitle>{titleOf(t, credential)}</PageTitle>
      <Notice t={t} kind={noticeOf[standing]} title={t(`credentials.standing_${standing}`)}>
        {t(`credentials.standingMeaning_${standing}`)}
      </Notice>
      <SummaryList
        rows={[
          { term: t('credentials.holder'), value: says.holder ?? t('credentials.notSaid') },
          {
            term: t(standing === 'verified' ? 'credentials.issuer' : 'credentials.issuerUnchecked'),
            value: says.issuer ?? t('credentials.notSaid'),
          },
          ...(says.grade ? [{ term: t('credentials.grade'), value: says.grade }] : []),
          ...(says.awarded
            ? [{ term: t('credentials.awarded'), value: <DateText t={t} value={says.awarded} /> }]
            : []),
          { term: t('credentials.walletAddedAt'), value: <DateText t={t} value={credential.addedAt} /> },
          {
            term: t('credentials.walletCheckedAt'),
            value: <MomentText t={t} value={credential.checkedAt} />,
          },
        ]}
      />
      <Checks t={t} report={report} />
      <Actions>
        <ButtonLink look="secondary" href={paths.walletFile(credential.id)}>
          {t('credentials.walletTake')}
        </ButtonLink>
        <Form frame={frame} action={paths.walletRemoval(credential.id)} class="form form--inline">
          <Button look="quiet">{t('common.remove')}</Button>
        </Form>
      </Actions>
    </Layout>
  )
}

export function RemovedCredentialPage({ frame, credential }: { frame: Frame; credential: WalletCredential }) {
  const { t } = frame
  return (
    <RemovedPage
      frame={frame}
      title={t('credentials.walletRemoved', { title: titleOf(t, credential) })}
      text={t('credentials.walletRemovedText')}
      restoration={paths.walletRestoration(credential.id)}
      back={{ href: paths.walletCredentials(), label: t('credentials.walletTitle') }}
    />
  )
}

function StandingTag({ t, standing }: { t: Words; standing: Standing }) {
  const label = t(`credentials.standing_${standing}`)
  if (standing === 'verified') return <Tag kind="good">{label}</Tag>
  return standing === 'failed' ? <Tag kind="problem">{label}</Tag> : <Tag kind="waiting">{label}</Tag>
}

const titleOf = (t: Words, { title }: WalletCredential) => title || t('credentials.untitled')
