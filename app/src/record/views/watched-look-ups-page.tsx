import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/form/button.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { Field } from '../../ui/form/field.tsx'
import { Form } from '../../ui/form/form.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { Breadcrumbs } from '../../ui/list/navigation.tsx'
import { Table } from '../../ui/list/table.tsx'
import { HelpBeside } from '../../ui/text/notice.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import { DateText, MomentText } from '../../ui/time.tsx'
import type { WatchedDay, WatchedSuspension } from '../register/suspensions.ts'

/** For operators: what stopped by itself, and how much is looked up. Counts, and nobody's name. */
export function WatchedLookUpsPage({
  frame,
  watched,
  again,
}: {
  frame: Frame
  watched: { readonly suspensions: readonly WatchedSuspension[]; readonly days: readonly WatchedDay[] }
  again:
    | { readonly suspensionId: string; readonly reason: string; readonly problems: readonly FieldProblem[] }
    | undefined
}) {
  const { t } = frame
  const title = t('access.watchedTitle')
  const help = (
    <>
      <p>{t('access.watchedHelpWhy')}</p>
      <p>{t('access.watchedHelpLift')}</p>
    </>
  )
  return (
    <Layout
      frame={frame}
      title={title}
      wide
      problem={again !== undefined}
      before={
        <Breadcrumbs
          t={t}
          crumbs={[{ href: paths.operator(), label: t('institution.registerTitle') }, { label: title }]}
        />
      }
    >
      <ErrorSummary t={t} problems={again?.problems} />
      <PageTitle lede={t('access.watchedLede')}>{title}</PageTitle>
      <HelpBeside title={t('record.help')} help={help}>
        <h2>{t('access.suspendedNow')}</h2>
        {watched.suspensions.length === 0 && <p>{t('access.suspendedNone')}</p>}
        {watched.suspensions.map((one) => (
          <section>
            <h3>{one.organisationName}</h3>
            <p>
              {t(`access.suspendedTitle_${one.of}`)} <MomentText t={t} value={one.suspendedAt} />
            </p>
            <p>
              {t(`access.rule_${one.rule}`, { counted: one.counted, allowed: one.allowed })}{' '}
              {t('access.learnersThen', { learners: one.learners })}
            </p>
            <Lifting
              frame={frame}
              one={one}
              again={again?.suspensionId === one.suspensionId ? again : undefined}
            />
          </section>
        ))}
        <Table
          caption={t('access.daysCaption')}
          rows={watched.days}
          empty={t('access.daysNone')}
          columns={[
            { label: t('access.organisation'), header: true, cell: (day) => day.organisationName },
            { label: t('access.day'), oneLine: true, cell: ({ day }) => <DateText t={t} value={day} /> },
            { label: t('access.kindColumn'), cell: ({ kind }) => t(`access.kind_${kind}`) },
            { label: t('access.lookUpsColumn'), numeric: true, cell: ({ lookUps }) => String(lookUps) },
            { label: t('access.learnersColumn'), numeric: true, cell: ({ learners }) => String(learners) },
            { label: t('access.missedColumn'), numeric: true, cell: ({ missed }) => String(missed) },
          ]}
        />
      </HelpBeside>
    </Layout>
  )
}

/** The first operator gives the reason, the second agrees to it. */
function Lifting({
  frame,
  one,
  again,
}: {
  frame: Frame
  one: WatchedSuspension
  again: { readonly reason: string; readonly problems: readonly FieldProblem[] } | undefined
}) {
  const { t } = frame
  if (one.reason !== null && one.askedByReader) {
    return <p>{t('access.liftWaits', { reason: one.reason })}</p>
  }
  return (
    <Form frame={frame} action={paths.operatorLookUpsLifting(one.suspensionId)}>
      {one.reason === null ? (
        <Field
          t={t}
          name="reason"
          // Several can stand on the page: the summary of mistakes leads to the one that was sent.
          id={again ? undefined : `f-reason-${one.suspensionId}`}
          label={t('access.liftReason')}
          hint={t('access.liftReasonHint')}
          value={again?.reason}
          problems={again?.problems}
          maxlength={500}
        />
      ) : (
        <p>{t('access.liftReasonGiven', { reason: one.reason })}</p>
      )}
      <Button look="secondary">{t(one.reason === null ? 'access.liftAsk' : 'access.liftAgree')}</Button>
    </Form>
  )
}
