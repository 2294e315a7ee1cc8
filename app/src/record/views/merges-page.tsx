import type { FieldProblem } from '../../errors.ts'
import type { Organisation } from '../../institution/organisation.ts'
import { paths } from '../../paths.ts'
import { Actions, Button } from '../../ui/form/button.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { fieldId } from '../../ui/form/field-parts.tsx'
import { Field } from '../../ui/form/field.tsx'
import { Form } from '../../ui/form/form.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { SummaryList } from '../../ui/list/lists.tsx'
import { Breadcrumbs } from '../../ui/list/navigation.tsx'
import type { FormValues } from '../../ui/request.ts'
import { HelpBeside, Notice } from '../../ui/text/notice.tsx'
import { PageTitle, Tag } from '../../ui/text/text.tsx'
import { DateText } from '../../ui/time.tsx'
import type { Words } from '../../words.ts'
import type { LearnerName } from '../learner-store.ts'
import type { MergeToDecide } from '../merges/list-merges.ts'
import { Fields } from './comparison.tsx'

export interface MergesAgain {
  /** The merge whose form it was; none for a proposal. */
  readonly mergeId?: string
  readonly values?: FormValues
  readonly problems: readonly FieldProblem[]
}

/** Two numbers of one person: what waits for a second registrar, what stands, and a new proposal. */
export function MergesPage({
  frame,
  organisation,
  merges,
  again,
}: {
  frame: Frame
  organisation: Organisation
  merges: readonly MergeToDecide[]
  again?: MergesAgain | undefined
}) {
  const { t } = frame
  const { organisationId, name } = organisation
  const title = t('register.mergesTitle')
  const proposing = again && again.mergeId === undefined ? again : undefined
  const text = { t, problems: proposing?.problems, spellcheck: false, autocomplete: 'off' } as const
  const help = (
    <>
      <p>{t('register.mergesHelpTwo')}</p>
      <p>{t('register.mergesHelpAccounts')}</p>
      <p>{t('register.mergesHelpUndo')}</p>
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
          crumbs={[
            { href: paths.organisation(organisationId), label: name },
            { href: paths.learners(organisationId), label: t('record.learnersTitle') },
            { label: title },
          ]}
        />
      }
    >
      <ErrorSummary t={t} problems={again?.problems} />
      <PageTitle kicker={name} lede={t('register.mergesLede')}>
        {title}
      </PageTitle>
      <HelpBeside title={t('record.help')} help={help}>
        {merges.map((merge) => (
          <Merge
            frame={frame}
            organisationId={organisationId}
            merge={merge}
            problems={again?.mergeId === merge.mergeId ? again.problems : undefined}
          />
        ))}
        <Form frame={frame} action={paths.merges(organisationId)}>
          <h2>{t('register.mergeNew')}</h2>
          <Field
            {...text}
            name="uln"
            label={t('register.mergeKeep')}
            width="medium"
            inputmode="numeric"
            value={proposing?.values?.['uln']}
          />
          <Field
            {...text}
            name="otherUln"
            label={t('register.mergeOther')}
            width="medium"
            inputmode="numeric"
            value={proposing?.values?.['otherUln']}
          />
          <Field
            t={t}
            name="reason"
            id={proposing ? fieldId('reason') : 'reason-new'}
            label={t('register.mergeReason')}
            hint={t('register.mergeReasonHint')}
            problems={proposing?.problems}
            value={proposing?.values?.['reason']}
          />
          <Button look={merges.some(({ state }) => state === 'proposed') ? 'secondary' : 'primary'}>
            {t('register.mergePropose')}
          </Button>
        </Form>
      </HelpBeside>
    </Layout>
  )
}

const kinds = { proposed: 'waiting', merged: 'good', refused: 'plain', unmerged: 'plain' } as const

function Merge({
  frame,
  organisationId,
  merge,
  problems,
}: {
  frame: Frame
  organisationId: string
  merge: MergeToDecide
  problems: readonly FieldProblem[] | undefined
}) {
  const { t } = frame
  const name = `${merge.into.givenName} ${merge.into.familyName}`
  return (
    <section>
      <h2>{name}</h2>
      <SummaryList
        rows={[
          {
            term: t('record.state'),
            value: <Tag kind={kinds[merge.state]}>{t(`register.merge_${merge.state}`)}</Tag>,
          },
          { term: t('register.mergeKeep'), value: <Learner t={t} learner={merge.into} /> },
          { term: t('register.mergeOther'), value: <Learner t={t} learner={merge.linked} /> },
          { term: t('register.mergeReason'), value: merge.reason },
          {
            term: t('register.mergeProposed'),
            value: (
              <>
                {merge.proposedBy}, <DateText t={t} value={merge.proposedAt} />
              </>
            ),
          },
          ...(merge.unmergeReason
            ? [{ term: t('register.mergeUndoReason'), value: merge.unmergeReason }]
            : []),
        ]}
      />
      {merge.fields && <Fields t={t} fields={merge.fields} />}
      {merge.waitingFor > 0 && (
        <Notice t={t} kind="warning">
          <p>{t('register.mergeWaitsFor', { people: merge.waitingFor })}</p>
        </Notice>
      )}
      {merge.state === 'proposed' && (
        <Form frame={frame} action={paths.mergeDecision(organisationId, merge.mergeId)}>
          {merge.isOwn && <p>{t('register.mergeOwn')}</p>}
          <Actions>
            {!merge.isOwn && (
              <Button name="decision" value="confirm" label={t('register.mergeConfirmOf', { name })}>
                {t('register.mergeConfirm')}
              </Button>
            )}
            <Button look="quiet" name="decision" value="refuse" label={t('register.mergeRefuseOf', { name })}>
              {t('register.mergeRefuse')}
            </Button>
          </Actions>
        </Form>
      )}
      {merge.state === 'merged' && (
        <Form frame={frame} action={paths.unmerging(organisationId, merge.mergeId)}>
          <Field
            t={t}
            name="reason"
            id={problems ? fieldId('reason') : `reason-${merge.mergeId}`}
            label={t('register.unmergeReason')}
            problems={problems}
          />
          <Button look="danger" label={t('register.unmergeOf', { name })}>
            {t('register.unmerge')}
          </Button>
        </Form>
      )}
    </section>
  )
}

function Learner({ t, learner }: { t: Words; learner: LearnerName }) {
  return (
    <>
      {learner.givenName} {learner.familyName}, {learner.uln}, <DateText t={t} value={learner.birthDate} />
    </>
  )
}
