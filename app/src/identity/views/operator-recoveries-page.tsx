import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import type { Frame } from '../../ui/frame.ts'
import { Button } from '../../ui/form/button.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { Field } from '../../ui/form/field.tsx'
import { Form } from '../../ui/form/form.tsx'
import { Textarea } from '../../ui/form/textarea.tsx'
import { Layout } from '../../ui/layout/layout.tsx'
import { Table } from '../../ui/list/table.tsx'
import type { FormValues } from '../../ui/request.ts'
import { HelpBeside } from '../../ui/text/notice.tsx'
import { PageTitle, Tag } from '../../ui/text/text.tsx'
import { MomentText } from '../../ui/time.tsx'
import type { RecoveryRequestLine } from '../recovery-store.ts'
import { recoveryHours } from '../request-recovery.ts'

export function OperatorRecoveriesPage({
  frame,
  requests,
  now,
  again,
}: {
  frame: Frame
  requests: readonly RecoveryRequestLine[]
  now: Date
  again?: { values: FormValues; problems: readonly FieldProblem[] } | undefined
}) {
  const { t } = frame
  const title = t('identity.recoveriesTitle')
  const help = (
    <>
      <p>{t('identity.recoveriesHelpWho')}</p>
      <p>{t('identity.recoveriesHelpWait', { hours: recoveryHours })}</p>
      <p>{t('identity.recoveriesHelpSee')}</p>
    </>
  )
  return (
    <Layout frame={frame} title={title} wide problem={again !== undefined}>
      <ErrorSummary t={t} problems={again?.problems} />
      <PageTitle lede={t('identity.recoveriesLede')}>{title}</PageTitle>
      <HelpBeside title={t('identity.recoveriesHelpTitle')} help={help}>
        <Form frame={frame} action={paths.operatorRecoveries()} id="request-recovery">
          {(['address', 'newAddress'] as const).map((name) => (
            <Field
              t={t}
              name={name}
              type="email"
              label={t(`identity.recovery_${name}`)}
              value={again?.values[name]}
              problems={again?.problems}
              autocomplete="off"
              spellcheck={false}
            />
          ))}
          <Textarea
            t={t}
            name="reason"
            label={t('identity.recoveryReason')}
            hint={t('identity.recoveryReasonHint')}
            value={again?.values['reason']}
            problems={again?.problems}
            maxlength={500}
          />
          <Button>{t('identity.requestRecovery')}</Button>
        </Form>
      </HelpBeside>
      <Table
        caption={t('identity.yourRequests')}
        rows={requests}
        empty={t('identity.noRequests')}
        columns={[
          { label: t('identity.recovery_newAddress'), header: true, cell: ({ newAddress }) => newAddress },
          { label: t('identity.recoveryReason'), cell: ({ reason }) => reason },
          {
            label: t('identity.requestedOn'),
            cell: ({ requestedAt }) => <MomentText t={t} value={requestedAt} />,
          },
          {
            label: t('identity.effectiveFrom'),
            cell: ({ effectiveAt }) => <MomentText t={t} value={effectiveAt} />,
          },
          {
            label: t('identity.state'),
            cell: (request) => <State frame={frame} request={request} now={now} />,
          },
        ]}
      />
    </Layout>
  )
}

function State({ frame, request, now }: { frame: Frame; request: RecoveryRequestLine; now: Date }) {
  const { t } = frame
  if (request.doneAt) return <Tag kind="good">{t('identity.recoveryState_done')}</Tag>
  if (request.cancelledAt) return <Tag kind="plain">{t('identity.recoveryState_cancelled')}</Tag>
  return (
    <>
      <Tag kind="waiting">
        {t(request.effectiveAt <= now ? 'identity.recoveryState_mailed' : 'identity.recoveryState_waiting')}
      </Tag>
      <Form frame={frame} action={paths.operatorRecoveryEnd(request.requestId)} class="inline-form">
        <Button look="quiet" label={t('identity.withdrawRecovery', { address: request.newAddress })}>
          {t('identity.withdraw')}
        </Button>
      </Form>
    </>
  )
}
