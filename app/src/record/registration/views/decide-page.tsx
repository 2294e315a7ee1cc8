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
import { comparedFields } from '../../register/matching.ts'
import { columnNames } from '../columns.ts'
import type { RowToDecide } from '../row-to-decide.ts'

interface DecideProps {
  readonly frame: Frame
  readonly organisation: Organisation
  readonly open: RowToDecide
  readonly values?: FormValues | undefined
  readonly problems?: readonly FieldProblem[] | undefined
}

/** What the file says beside what may be shown of those whom it could mean. */
export function DecidePage(props: DecideProps) {
  const { frame, organisation, open, problems } = props
  const { t } = frame
  const { organisationId, name } = organisation
  const title = t('registration.decideTitle', { row: open.row })
  const help = (
    <>
      <p>{t('registration.decideHelpMasked')}</p>
      <p>{t('registration.decideHelpTwins')}</p>
      <p>{t('registration.decideHelpReason')}</p>
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
            { href: paths.registrations(organisationId), label: t('registration.title') },
            { href: paths.registration(organisationId, open.fileId), label: open.fileName },
            { label: title },
          ]}
        />
      }
    >
      <ErrorSummary t={t} problems={problems} />
      <PageTitle kicker={name} lede={t('registration.decideLede')}>
        {title}
      </PageTitle>
      <HelpBeside title={t('record.help')} help={help}>
        <h2>{t('registration.inFile')}</h2>
        <SummaryList
          rows={columnNames
            .filter((column) => (open.cells[column] ?? '').trim() !== '')
            .map((column) => ({ term: <code>{column}</code>, value: open.cells[column] ?? '' }))}
        />
        <Candidates {...props} />
        <Decision {...props} />
      </HelpBeside>
    </Layout>
  )
}

function Candidates({ frame: { t }, open }: DecideProps) {
  if (open.code === 'WSRC0002') return <Said t={t} text={t('registration.tooMany')} />
  if (open.code === 'WSRC0001') return <Said t={t} text={t('registration.nobodyNow')} />
  if (open.candidates.length === 0) return <Said t={t} text={t('registration.foundNow')} />
  const numbered = open.candidates.map((candidate, index) => ({ ...candidate, number: index + 1 }))
  return (
    <Table
      caption={t('registration.candidatesCaption')}
      rows={numbered}
      columns={[
        {
          label: '',
          header: true,
          cell: ({ number }) => t('registration.candidate', { number }),
        },
        {
          label: t('registration.initials'),
          oneLine: true,
          cell: ({ givenInitial, familyInitial }) => `${givenInitial}. ${familyInitial}.`,
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
      ]}
    />
  )
}

function Said({ t, text }: { t: Frame['t']; text: string }) {
  return (
    <Notice t={t} kind="info">
      <p>{text}</p>
    </Notice>
  )
}

function Decision({ frame, organisation, open, values, problems }: DecideProps) {
  const { t } = frame
  return (
    <Form frame={frame} action={paths.registrationRow(organisation.organisationId, open.fileId, open.row)}>
      <Radios
        t={t}
        name="decision"
        label={t('registration.decision')}
        value={values?.['decision']}
        problems={problems}
        choices={[
          ...open.candidates.map(({ token }, index) => ({
            value: `same ${token}`,
            label: t('registration.decision_same', { number: index + 1 }),
          })),
          ...(open.code === 'WSRC0002' ? [] : [{ value: 'new', label: t('registration.decision_new') }]),
          { value: 'aside', label: t('registration.decision_aside') },
        ]}
      />
      <Textarea
        t={t}
        name="reason"
        label={t('registration.why')}
        hint={t('registration.whyHint')}
        value={values?.['reason']}
        problems={problems}
      />
      <Button>{t('registration.decideButton')}</Button>
    </Form>
  )
}
