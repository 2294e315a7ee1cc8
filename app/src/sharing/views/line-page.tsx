import type { VerificationReport } from '@vademecum/verifiable-credentials'
import type { Assurance } from '../../access/assurance.ts'
import { checkLines } from '../../credentials/view-checks.ts'
import { paths } from '../../paths.ts'
import { AssuranceSeal } from '../../ui/assurance/assurance-seal.tsx'
import { kindOf } from '../../ui/assurance/assurance.ts'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { Notice } from '../../ui/text/notice.tsx'
import { BackLink, PageTitle } from '../../ui/text/text.tsx'
import { DateText } from '../../ui/time.tsx'

/** One thing of a shared page: who stands behind it, what was checked just now, and the way to check again. */
export function LinePage({
  frame,
  title,
  assurance,
  report,
  issuedAt,
  checkedAt,
  backHref,
  againHref,
  isChallenged,
  bare,
}: {
  frame: Frame
  title: string
  assurance: Assurance
  report?: VerificationReport | undefined
  issuedAt?: Date | undefined
  checkedAt: Date
  backHref: string
  againHref: string
  /** Somebody says that something is wrong with it, and its issuer has not answered. */
  isChallenged: boolean
  bare: boolean
}) {
  const { t } = frame
  return (
    <Layout
      frame={frame}
      title={title}
      bare={bare}
      noindex={true}
      before={<BackLink href={backHref}>{t('sharing.backToPage')}</BackLink>}
    >
      <PageTitle kicker={t('sharing.lineKicker')}>{title}</PageTitle>
      {isChallenged && (
        <Notice t={t} kind="info" title={t('challenge.underTitle')}>
          <p>{t('challenge.underShared', { name: assurance.by })}</p>
        </Notice>
      )}
      <AssuranceSeal
        t={t}
        assurance={kindOf(assurance)}
        name={assurance.by}
        open={true}
        facts={
          report
            ? [
                { term: t('sharing.lineIssuer'), value: assurance.by },
                { term: t('sharing.lineIssuerId'), value: <code>{report.issuer?.id}</code> },
                ...(issuedAt
                  ? [{ term: t('sharing.lineSignedOn'), value: <DateText t={t} value={issuedAt} /> }]
                  : []),
              ]
            : []
        }
        checks={report ? checkLines(t, report.checks) : undefined}
        checkedAt={report ? checkedAt : undefined}
        checkAgain={report ? { href: againHref } : undefined}
      >
        {report ? (
          <p>
            {t('sharing.lineElsewhere')} <a href={paths.verify()}>{t('sharing.lineVerify')}</a>
          </p>
        ) : null}
      </AssuranceSeal>
    </Layout>
  )
}
