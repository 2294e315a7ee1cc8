import type { FieldProblem } from '../../../errors.ts'
import type { Organisation } from '../../../institution/organisation.ts'
import { paths } from '../../../paths.ts'
import { Button } from '../../../ui/form/button.tsx'
import { Radios } from '../../../ui/form/choices.tsx'
import { ErrorSummary } from '../../../ui/form/error-summary.tsx'
import { Form } from '../../../ui/form/form.tsx'
import { Textarea } from '../../../ui/form/textarea.tsx'
import type { Frame } from '../../../ui/frame.ts'
import { Layout } from '../../../ui/layout/layout.tsx'
import { SummaryList } from '../../../ui/list/lists.tsx'
import { Breadcrumbs } from '../../../ui/list/navigation.tsx'
import { Table } from '../../../ui/list/table.tsx'
import type { FormValues } from '../../../ui/request.ts'
import { HelpBeside, Notice } from '../../../ui/text/notice.tsx'
import { PageTitle } from '../../../ui/text/text.tsx'
import { DateText, MomentText } from '../../../ui/time.tsx'
import { gradeText, seriesText } from '../../record-words.ts'
import { comparedFields } from '../../register/matching.ts'
import type { HeldComparison } from '../compare-held.ts'

interface HeldProps {
  readonly frame: Frame
  readonly organisation: Organisation
  readonly open: HeldComparison
  readonly values?: FormValues | undefined
  readonly problems?: readonly FieldProblem[] | undefined
}

/** What the file says beside what may be shown of those whom it could mean, and the one decision there is to make. */
export function HeldRowPage(props: HeldProps) {
  const { frame, organisation, open, problems } = props
  const { t } = frame
  const { organisationId, name } = organisation
  const title = t('held.rowTitle', { row: open.row, file: open.fileName })
  const help = (
    <>
      <p>{t('held.helpMasked')}</p>
      <p>{t('held.helpTwins')}</p>
      <p>{t('held.helpTold')}</p>
      <p>{t('held.helpUndo')}</p>
    </>
  )
  return (
    <Layout
      frame={frame}
      title={title}
      wide
      problem={problems !== undefined}
      before={
        <Breadcrumbs
          t={t}
          crumbs={[
            { href: paths.organisation(organisationId), label: name },
            { href: paths.batches(organisationId), label: t('record.batchesTitle') },
            { href: paths.heldRows(organisationId), label: t('held.title') },
            { label: title },
          ]}
        />
      }
    >
      <ErrorSummary t={t} problems={problems} />
      <PageTitle kicker={name} lede={t(`held.rowLede_${open.state}`)}>
        {title}
      </PageTitle>
      <HelpBeside title={t('record.help')} help={help}>
        <InFile {...props} />
        {open.state === 'possible' && <Candidates {...props} />}
        {open.candidates.length > 0 && <Decision {...props} />}
        {(open.state === 'attached' || open.state === 'setAside') && <Undoing {...props} />}
        <History {...props} />
      </HelpBeside>
    </Layout>
  )
}

function InFile({ frame: { t }, organisation, open }: HeldProps) {
  const file = <a href={paths.batch(organisation.organisationId, open.batchId)}>{open.fileName}</a>
  return (
    <>
      <h2>{t('held.inFile')}</h2>
      <SummaryList
        rows={[
          { term: t('record.file'), value: file },
          { term: t('held.identifier'), value: open.identifier },
          { term: t('held.names'), value: `${open.givenNameKey} ${open.familyNameKey}` },
          { term: t('held.birthYear'), value: open.birthYear },
          {
            term: t('held.qualification'),
            value: [open.title, open.component].filter(Boolean).join(', '),
          },
          { term: t('record.series'), value: seriesText(t, open.series) },
          { term: t('held.grade'), value: gradeText(t, open.gradingScheme, open.grade) },
          { term: t('record.awarded'), value: <DateText t={t} value={open.awardDate} /> },
        ]}
      />
    </>
  )
}

function Candidates({ frame: { t }, open }: HeldProps) {
  if (open.candidates.length === 0) {
    return (
      <Notice t={t} kind="info">
        <p>{t('held.nobodyNow')}</p>
      </Notice>
    )
  }
  const numbered = open.candidates.map((candidate, index) => ({ ...candidate, number: index + 1 }))
  return (
    <Table
      caption={t('held.candidatesCaption')}
      rows={numbered}
      columns={[
        {
          label: t('registration.initials'),
          header: true,
          cell: ({ number, givenInitial, familyInitial }) =>
            `${t('held.candidate', { number })}: ${givenInitial}. ${familyInitial}.`,
        },
        { label: t('registration.birthYear'), oneLine: true, cell: ({ birthYear }) => birthYear },
        ...comparedFields.map((field) => ({
          label: t(`registration.field_${field}`),
          cell: ({ fields }: (typeof numbered)[number]) =>
            fields[field] === 'same' ? (
              t('registration.agrees_same')
            ) : (
              <strong>{t(`registration.agrees_${fields[field]}`)}</strong>
            ),
        })),
        {
          label: t('held.why'),
          cell: ({ reasons }) => reasons.map((reason) => t(`held.reason_${reason}`)).join('; '),
        },
      ]}
    />
  )
}

function Decision({ frame, organisation, open, values, problems }: HeldProps) {
  const { t } = frame
  return (
    <Form frame={frame} action={paths.heldDecision(organisation.organisationId, open.eventId)}>
      <input type="hidden" name="seen" value={open.seen} />
      <Radios
        t={t}
        name="decision"
        label={t('held.decision')}
        value={values?.['decision']}
        problems={problems}
        choices={[
          ...open.candidates.map(({ token }, index) => ({
            value: `attach ${token}`,
            label: t('held.decision_attach', { number: index + 1 }),
          })),
          { value: 'none', label: t('held.decision_none') },
        ]}
      />
      <Textarea
        t={t}
        name="reason"
        label={t('held.reason')}
        hint={t('held.reasonHint')}
        value={values?.['reason']}
        problems={problems}
      />
      <Button>{t('held.decideButton')}</Button>
    </Form>
  )
}

function Undoing({ frame, organisation, open, values, problems }: HeldProps) {
  const { t } = frame
  return (
    <Form frame={frame} action={paths.heldUndoing(organisation.organisationId, open.eventId)}>
      <h2>{t('held.undoTitle')}</h2>
      {open.state === 'attached' && <p>{t(open.isInRecord ? 'held.inRecord' : 'held.notInRecord')}</p>}
      <p>{t('held.undoText')}</p>
      <input type="hidden" name="seen" value={open.seen} />
      <Textarea
        t={t}
        name="reason"
        label={t('held.undoReason')}
        hint={t('held.undoReasonHint')}
        value={values?.['reason']}
        problems={problems}
      />
      <Button look="secondary">{t('held.undoButton')}</Button>
    </Form>
  )
}

function History({ frame: { t }, open }: HeldProps) {
  if (open.decisions.length === 0) return null
  return (
    <Table
      caption={t('held.historyCaption')}
      rows={open.decisions}
      columns={[
        { label: t('held.when'), header: true, cell: ({ at }) => <MomentText t={t} value={at} /> },
        { label: t('held.who'), cell: ({ by }) => by },
        { label: t('held.what'), cell: ({ choice }) => t(`held.choice_${choice}`) },
        { label: t('held.becauseOf'), cell: ({ reason }) => reason },
      ]}
    />
  )
}
