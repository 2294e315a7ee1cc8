import type { FieldProblem } from '../../../errors.ts'
import { paths } from '../../../paths.ts'
import { isSensitive } from '../../../access/bases.ts'
import { gradeShown, levelText, seriesText } from '../../../record/record-words.ts'
import { Actions, Button } from '../../../ui/form/button.tsx'
import { Checkboxes, Radios } from '../../../ui/form/choices.tsx'
import { DateField } from '../../../ui/form/date-field.tsx'
import { ErrorSummary } from '../../../ui/form/error-summary.tsx'
import { Field } from '../../../ui/form/field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import type { Frame } from '../../../ui/frame.ts'
import { Layout } from '../../../ui/layout/layout.tsx'
import { Breadcrumbs } from '../../../ui/list/navigation.tsx'
import type { FormValues } from '../../../ui/request.ts'
import { Notice } from '../../../ui/text/notice.tsx'
import { PageTitle } from '../../../ui/text/text.tsx'
import type { RecordScope } from '../record-scope.ts'
import type { FoundOrganisation, RecordShareForm } from '../share-form.ts'

interface Props {
  frame: Frame
  kind: RecordScope['kind']
  form: RecordShareForm
  values: FormValues
  chosen: Readonly<Record<'events' | 'levels' | 'types' | 'issuers' | 'years', readonly string[]>> | undefined
  problems: readonly FieldProblem[] | undefined
  found: readonly FoundOrganisation[]
}

/** What, to whom, what for, from when and for how long. */
export function NewRecordSharePage(props: Props) {
  const { frame, kind, form, values, problems } = props
  const { t } = frame
  const title = t(`access.what_${kind}`)
  return (
    <Layout
      frame={frame}
      title={title}
      problem={problems !== undefined}
      before={
        <Breadcrumbs
          t={t}
          crumbs={[
            { href: paths.shares(), label: t('sharing.sharesTitle') },
            { href: paths.recordShareNew(), label: t('access.shareRecord') },
            { label: title },
          ]}
        />
      }
    >
      <ErrorSummary t={t} problems={problems} />
      <PageTitle kicker={t('access.shareRecord')} lede={t(`access.what_${kind}Lede`)}>
        {title}
      </PageTitle>
      {form.child && (
        <Notice t={t} kind="info">
          {t('sharing.childRules')}
        </Notice>
      )}
      <Form frame={frame} action={paths.recordShareNewOf(kind)}>
        {kind === 'listed' && <Lines {...props} />}
        {kind === 'query' && <Rule {...props} />}
        <Recipient {...props} />
        <Field
          t={t}
          name="purpose"
          label={t('sharing.purpose')}
          hint={t('sharing.purposeHint')}
          value={values['purpose']}
          problems={problems}
          maxlength={300}
        />
        <DateField
          t={t}
          name="startsOn"
          label={t('access.startsOn')}
          hint={t('access.startsOnHint')}
          optional
          value={{
            day: values['startsOn-day'],
            month: values['startsOn-month'],
            year: values['startsOn-year'],
          }}
          problems={problems}
        />
        <Radios
          t={t}
          name="days"
          label={t('sharing.days')}
          problems={problems}
          value={values['days']}
          choices={form.days.map((days) => ({
            value: String(days),
            label: t('sharing.daysChoice', { days }),
          }))}
        />
        <Actions>
          <Button>{t('sharing.create')}</Button>
        </Actions>
      </Form>
    </Layout>
  )
}

/** Everything goes to organisations alone; the others also to a person by their address. */
function Recipient({ frame: { t }, kind, values, problems, found }: Props) {
  return (
    <>
      {kind === 'everything' ? (
        <input type="hidden" name="audience" value="organisation" />
      ) : (
        <Radios
          t={t}
          name="audience"
          label={t('access.toWhom')}
          problems={problems}
          value={values['audience']}
          choices={[
            {
              value: 'organisation',
              label: t('access.toOrganisation'),
              hint: t('access.toOrganisationHint'),
            },
            { value: 'person', label: t('access.toPerson'), hint: t('sharing.audiencePersonHint') },
          ]}
        />
      )}
      <Field
        t={t}
        name="recipient"
        label={t('sharing.recipient')}
        hint={t(kind === 'everything' ? 'access.recipientEverythingHint' : 'access.recipientHint')}
        value={values['recipient']}
        problems={problems}
        maxlength={200}
      />
      {found.length > 0 && (
        <Radios
          t={t}
          name="organisation"
          label={t('access.whichOrganisation')}
          problems={problems}
          value={values['organisation']}
          choices={found.map((one) => ({
            value: one.organisationId,
            label: one.name,
            hint: `${t(`institution.kind_${one.kind}`)} · UKPRN ${one.ukprn}`,
          }))}
        />
      )}
    </>
  )
}

function Lines({ frame: { t }, form, chosen, problems }: Props) {
  return (
    <Checkboxes
      t={t}
      name="events"
      label={t('access.whichLines')}
      hint={t('access.whichLinesHint')}
      values={chosen?.events}
      problems={problems}
      choices={form.lines.map((line) => ({
        value: line.eventId,
        label: [line.title, gradeShown(t, line)].filter(Boolean).join(': '),
        hint: [
          seriesText(t, line.series),
          line.issuerName,
          isSensitive(line) ? t('access.sensitiveLine') : '',
        ]
          .filter(Boolean)
          .join(' · '),
      }))}
    />
  )
}

function Rule({ frame: { t }, form, chosen, problems }: Props) {
  const basics = { t, problems, optional: true }
  return (
    <>
      {form.levels.length > 0 && (
        <Checkboxes
          {...basics}
          name="levels"
          label={t('access.ruleLevels')}
          hint={t('access.ruleHint')}
          values={chosen?.levels}
          choices={form.levels.map((level) => ({ value: level, label: levelText(t, level) }))}
        />
      )}
      {form.types.length > 0 && (
        <Checkboxes
          {...basics}
          name="types"
          label={t('access.ruleTypes')}
          values={chosen?.types}
          choices={form.types.map((type) => ({ value: type, label: type }))}
        />
      )}
      <Checkboxes
        {...basics}
        name="issuers"
        label={t('access.ruleIssuers')}
        values={chosen?.issuers}
        choices={form.issuers.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Checkboxes
        {...basics}
        name="years"
        label={t('access.ruleYears')}
        values={chosen?.years}
        choices={form.awardYears.map((year) => ({ value: String(year), label: String(year) }))}
      />
    </>
  )
}
