import type { BundleReport, VerificationReport } from '@vademecum/verifiable-credentials'
import { CheckReport } from '../../ui/assurance/check-report.tsx'
import { SummaryList } from '../../ui/list/lists.tsx'
import { Notice, type NoticeKind } from '../../ui/text/notice.tsx'
import { DateText } from '../../ui/time.tsx'
import type { Words } from '../../words.ts'
import { checkLines } from '../view-checks.ts'
import { whatItSays } from '../what-it-says.ts'

const noticeOf: Record<VerificationReport['verdict'], NoticeKind> = {
  verified: 'done',
  failed: 'problem',
  unknown: 'warning',
}

/** One credential: what came out, what it says, each check, and the codes for engineers. */
export function CredentialResult({
  t,
  report,
  level,
}: {
  t: Words
  report: VerificationReport
  level: 2 | 3
}) {
  const says = whatItSays(report.credential ?? {})
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section>
      <div class="result-line">
        <Heading class="result-line__title">{says.title ?? t('credentials.untitled')}</Heading>
        {says.grade && <p class="result-line__result">{says.grade}</p>}
      </div>
      <Notice t={t} kind={noticeOf[report.verdict]} title={t(`credentials.verdict_${report.verdict}`)}>
        {t(`credentials.verdictMeaning_${report.verdict}`)}
      </Notice>
      <SummaryList
        rows={[
          { term: t('credentials.holder'), value: says.holder ?? t('credentials.notSaid') },
          // Anybody can write the name of a known issuer into a file, and sign it with a key of their own.
          {
            term: t(report.verdict === 'verified' ? 'credentials.issuer' : 'credentials.issuerUnchecked'),
            value: says.issuer ?? t('credentials.notSaid'),
          },
          ...(says.awarded
            ? [{ term: t('credentials.awarded'), value: <DateText t={t} value={says.awarded} /> }]
            : []),
        ]}
      />
      {says.holder && report.verdict === 'verified' && (
        <p>{t('credentials.samePerson', { name: says.holder })}</p>
      )}
      <Checks t={t} report={report} />
    </section>
  )
}

/** The checks and, to be opened, their codes: the same words as on the command line. */
export function Checks({ t, report }: { t: Words; report: VerificationReport }) {
  const lines = checkLines(t, report.checks)
  // Whoever has read the verdict opens them; where it is not good, they are the answer to why.
  return (
    <>
      <details class="all-checks" open={report.verdict !== 'verified'}>
        <summary>{t('credentials.allChecks', { count: lines.length })}</summary>
        <CheckReport t={t} checks={lines} />
      </details>
      <details class="for-engineers">
        <summary>{t('credentials.forEngineers')}</summary>
        <dl>
          {report.checks.map(({ name, result, detail, issues }) => (
            <div>
              <dt>
                <code>{name}</code>
              </dt>
              <dd>
                <code>
                  {result} · {detail.code} {parameters(detail.parameters)}
                </code>
                {issues?.map((issue) => (
                  <p>
                    <code>
                      {issue.path || '/'} · {issue.code} · {issue.clause}
                    </code>
                  </p>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  )
}

function parameters(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')
}

/** What a recipient took away from a share: its frame is the sender's word, each credential stands for itself. */
export function BundleResult({ t, report }: { t: Words; report: BundleReport }) {
  const verified = report.credentials.filter(({ verdict }) => verdict === 'verified').length
  return (
    <>
      <Notice t={t} kind={noticeOf[report.verdict]}>
        {report.issues.length > 0
          ? t('credentials.bundleBroken')
          : t('credentials.bundleCount', { verified, total: report.credentials.length })}
      </Notice>
      {report.title !== undefined && (
        <SummaryList
          rows={[
            { term: t('credentials.bundleTitle'), value: report.title },
            ...(report.recipient ? [{ term: t('credentials.bundleFor'), value: report.recipient }] : []),
            ...(report.purpose ? [{ term: t('credentials.bundlePurpose'), value: report.purpose }] : []),
          ]}
        />
      )}
      {report.underChallenge.length > 0 && (
        <Notice t={t} kind="info" title={t('challenge.underTitle')}>
          <p>{t('challenge.underInCopy', { count: report.underChallenge.length })}</p>
        </Notice>
      )}
      {report.credentials.map((each) => (
        <CredentialResult t={t} report={each} level={2} />
      ))}
      {report.selfDeclared.length > 0 && (
        <section>
          <h2>{t('credentials.ownWord')}</h2>
          <p>{t('credentials.ownWordMeaning')}</p>
          <ul>
            {report.selfDeclared.map((entry) => (
              <li>{entry.title ?? t('credentials.untitled')}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
