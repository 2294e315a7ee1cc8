import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import { Actions, Button } from '../../ui/form/button.tsx'
import { Field } from '../../ui/form/field.tsx'
import { Form } from '../../ui/form/form.tsx'
import { Select } from '../../ui/form/select.tsx'
import type { Frame } from '../../ui/frame.ts'
import { SummaryList } from '../../ui/list/lists.tsx'
import { Table } from '../../ui/list/table.tsx'
import type { FormValues } from '../../ui/request.ts'
import { Notice } from '../../ui/text/notice.tsx'
import { DateText } from '../../ui/time.tsx'
import { statementKinds } from '../organisation.ts'
import { purposes } from '../purposes.ts'
import type { RegisteredInFull, WaitingProposal } from '../register.ts'
import { proposalText } from './proposal-words.tsx'

interface Props {
  frame: Frame
  organisation: RegisteredInFull
}

/** What the register said when two operators last looked, what it says now, and the first of the two again. */
export function Suspended({
  frame,
  organisation,
  problems,
}: Props & { problems: readonly FieldProblem[] | undefined }) {
  const { t } = frame
  const { suspendedAt, closedAt, registerSaid, provider, waiting, organisationId } = organisation
  if (suspendedAt === null || closedAt !== null) return null
  return (
    <>
      <Notice t={t} kind="warning" title={t('institution.suspendedTitle')}>
        <p>{t('institution.suspendedText')}</p>
      </Notice>
      <SummaryList
        rows={[
          {
            term: t('institution.registerSaid'),
            value: registerSaid && t('institution.nameOf', registerSaid),
          },
          {
            term: t('institution.registerSaysNow'),
            value: provider && t('institution.nameOf', { name: provider.name, owner: provider.owner }),
          },
        ]}
      />
      {!waiting.some(({ what }) => what === 'standing') && (
        <Form frame={frame} action={paths.operatorProposals(organisationId)} id="standing">
          <input type="hidden" name="proposal" value="standing" />
          <Reason frame={frame} id="standing-reason" problems={problems} />
          <Button>{t('institution.proposeStanding')}</Button>
        </Form>
      )}
    </>
  )
}

export function Waiting({ frame, organisation: { waiting, organisationId } }: Props) {
  const { t } = frame
  if (waiting.length === 0) return null
  return (
    <Table
      caption={t('institution.waitingTitle')}
      rows={waiting}
      columns={[
        { label: t('institution.proposed'), header: true, cell: (proposal) => proposalText(t, proposal) },
        {
          label: t('institution.proposedBy'),
          cell: ({ proposerName, proposedAt }) => (
            <>
              {proposerName}, <DateText t={t} value={proposedAt} />
            </>
          ),
        },
        { label: t('institution.reasonGiven'), cell: ({ reason }) => reason ?? '' },
        {
          label: t('institution.answer'),
          cell: (proposal) => <Answer frame={frame} organisationId={organisationId} proposal={proposal} />,
        },
      ]}
    />
  )
}

function Answer({
  frame,
  organisationId,
  proposal,
}: {
  frame: Frame
  organisationId: string
  proposal: WaitingProposal
}) {
  const { t } = frame
  const proposed = proposalText(t, proposal)
  return (
    <Form
      frame={frame}
      action={paths.operatorProposalAnswer(organisationId, proposal.proposalId)}
      class="inline-form"
    >
      {proposal.isOwn && <p>{t('institution.otherConfirms')}</p>}
      <Actions>
        {!proposal.isOwn && (
          <Button
            look="secondary"
            name="answer"
            value="confirm"
            label={t('institution.confirmOf', { proposed })}
          >
            {t('institution.confirm')}
          </Button>
        )}
        <Button look="quiet" name="answer" value="refuse" label={t('institution.refuseOf', { proposed })}>
          {t('institution.refuse')}
        </Button>
      </Actions>
    </Form>
  )
}

export function Purposes({ frame, organisation }: Props) {
  const { t } = frame
  return (
    <Table
      caption={t('institution.mayLookUp')}
      rows={organisation.purposes}
      empty={t('institution.nobody')}
      columns={[
        {
          label: t('institution.purpose'),
          header: true,
          cell: ({ purpose }) => t(`institution.purpose_${purpose}`),
        },
        { label: t('institution.since'), cell: ({ since }) => <DateText t={t} value={since} /> },
        {
          label: t('institution.admissionEnd'),
          cell: ({ purpose }) => (
            <Form
              frame={frame}
              action={paths.operatorPurposeEnd(organisation.organisationId)}
              class="inline-form"
            >
              <Button
                look="quiet"
                name="purpose"
                value={purpose}
                label={t('institution.endPurposeOf', { purpose: t(`institution.purpose_${purpose}`) })}
              >
                {t('institution.end')}
              </Button>
            </Form>
          ),
        },
      ]}
    />
  )
}

/** What is neither so already nor proposed; another operator confirms it. */
export function Propose({
  frame,
  organisation,
  again,
}: Props & { again: { values: FormValues; problems: readonly FieldProblem[] } | undefined }) {
  const { t } = frame
  const { admissions, waiting, organisationId, suspendedAt } = organisation
  if (suspendedAt !== null) return null
  const isProposed = (what: string, kind: string) =>
    waiting.some((proposal) => proposal.what === what && proposal.kind === kind)
  const options = [
    ...statementKinds
      .filter((kind) => !admissions.some((one) => one.kind === kind && one.endedAt === null))
      .map((kind) => ({ what: 'statement', kind }) as const),
    ...purposes
      .filter((kind) => !organisation.purposes.some(({ purpose }) => purpose === kind))
      .map((kind) => ({ what: 'purpose', kind }) as const),
  ].filter(({ what, kind }) => !isProposed(what, kind))
  if (options.length === 0) return null
  return (
    <Form frame={frame} action={paths.operatorProposals(organisationId)} id="propose">
      <h2>{t('institution.proposeTitle')}</h2>
      <Select
        t={t}
        name="proposal"
        label={t('institution.proposed')}
        value={again?.values['proposal']}
        problems={again?.problems}
        empty={t('institution.chooseOne')}
        options={options.map((proposal) => ({
          value: `${proposal.what}:${proposal.kind}`,
          label: proposalText(t, proposal),
        }))}
      />
      <Reason frame={frame} value={again?.values['reason']} problems={again?.problems} />
      <Button>{t('institution.propose')}</Button>
    </Form>
  )
}

function Reason({
  frame: { t },
  id,
  value,
  problems,
}: {
  frame: Frame
  id?: string
  value?: string | undefined
  problems: readonly FieldProblem[] | undefined
}) {
  return (
    <Field
      t={t}
      name="reason"
      {...(id === undefined ? {} : { id })}
      label={t('institution.reasonDiffers')}
      hint={t('institution.reasonDiffersHint')}
      value={value}
      problems={problems}
      optional
      autocomplete="off"
    />
  )
}
