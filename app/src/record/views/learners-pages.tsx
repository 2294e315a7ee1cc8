import { purposeText } from '../../access/purpose-text.ts'
import type { FieldProblem } from '../../errors.ts'
import type { Organisation } from '../../institution/organisation.ts'
import { paths } from '../../paths.ts'
import { Actions, Button, ButtonLink } from '../../ui/form/button.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { Field } from '../../ui/form/field.tsx'
import { Radios } from '../../ui/form/choices.tsx'
import { Form } from '../../ui/form/form.tsx'
import { Select } from '../../ui/form/select.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { Breadcrumbs } from '../../ui/list/navigation.tsx'
import { Table } from '../../ui/list/table.tsx'
import type { FormValues } from '../../ui/request.ts'
import { EmptyState, HelpBeside } from '../../ui/text/notice.tsx'
import { PageTitle, Tag } from '../../ui/text/text.tsx'
import { DateText, MomentText } from '../../ui/time.tsx'
import type { Words } from '../../words.ts'
import type { LearnerList, ListedLearner, LookUpStart } from '../register/look-ups.ts'
import { Suspended } from './suspended.tsx'

/** Before any name is shown: which cohort, and what for. */
export function CohortsPage({
  frame,
  organisation,
  start: { cohorts, purposes, suspension },
  isRegistrar,
  values,
  problems,
}: {
  frame: Frame
  organisation: Organisation
  start: LookUpStart
  isRegistrar: boolean
  values?: FormValues | undefined
  problems?: readonly FieldProblem[] | undefined
}) {
  const { t } = frame
  const { organisationId, name } = organisation
  const title = t('record.learnersTitle')
  const enter = isRegistrar && (
    <Actions>
      <ButtonLink look="secondary" href={paths.learnerSearch(organisationId)}>
        {t('register.searchTitle')}
      </ButtonLink>
      <ButtonLink look="secondary" href={paths.learnerNew(organisationId)}>
        {t('record.enterLearner')}
      </ButtonLink>
      <ButtonLink look="secondary" href={paths.merges(organisationId)}>
        {t('register.mergesLink')}
      </ButtonLink>
    </Actions>
  )
  const help = (
    <>
      <p>{t('record.learnersHelpPurpose')}</p>
      <p>{t('record.learnersHelpOwn')}</p>
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
          crumbs={[{ href: paths.organisation(organisationId), label: name }, { label: title }]}
        />
      }
    >
      <ErrorSummary t={t} problems={problems} />
      <PageTitle kicker={name} lede={t('record.learnersLede')}>
        {title}
      </PageTitle>
      {suspension && <Suspended t={t} suspension={suspension} />}
      <HelpBeside title={t('record.help')} help={help}>
        {suspension ? (
          enter
        ) : cohorts.length === 0 ? (
          <EmptyState title={t('record.noLearners')} action={enter}>
            <p>{t(isRegistrar ? 'record.noLearnersYet' : 'access.noLearnersYet')}</p>
          </EmptyState>
        ) : (
          <>
            <Form frame={frame} action={paths.lookUps(organisationId)}>
              <h2>{t('record.openList')}</h2>
              <Select
                t={t}
                name="cohort"
                label={t('record.cohort')}
                empty={t('record.allCohorts')}
                value={values?.['cohort']}
                problems={problems}
                options={cohorts.map(({ cohort, learners }) => ({
                  value: cohort,
                  label: t('record.cohortSize', { cohort, learners }),
                }))}
              />
              <Purpose t={t} purposes={purposes} value={values?.['purpose']} problems={problems} />
              <Button>{t('record.showList')}</Button>
            </Form>
            {enter}
          </>
        )}
      </HelpBeside>
    </Layout>
  )
}

/** One of those that the organisation has stated; until it has, in words of one's own. */
export function Purpose({
  t,
  purposes,
  value,
  problems,
}: {
  t: Words
  purposes: readonly string[]
  value: string | undefined
  problems: readonly FieldProblem[] | undefined
}) {
  const basics = { t, name: 'purpose', label: t('record.purpose'), problems }
  if (purposes.length === 0) {
    return <Field {...basics} hint={t('record.purposeHint')} maxlength={200} value={value} />
  }
  const choices = purposes.map((purpose) => ({ value: purpose, label: purposeText(t, purpose) }))
  return <Radios {...basics} hint={t('access.purposeHint')} choices={choices} value={value} />
}

export function LookUpPage({
  frame,
  organisation,
  lookUpId,
  list,
}: {
  frame: Frame
  organisation: Organisation
  lookUpId: string
  list: LearnerList
}) {
  const { t } = frame
  const { organisationId, name } = organisation
  const title = t('record.listTitle')
  return (
    <Layout
      frame={frame}
      title={title}
      wide
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
      <PageTitle kicker={name} lede={t('record.listLede', { purpose: purposeText(t, list.purpose) })}>
        {title}
      </PageTitle>
      <p>
        {t('record.listUntil')} <MomentText t={t} value={list.until} />
      </p>
      <Table
        caption={t('record.learnersTitle')}
        captionHidden
        rows={list.learners}
        empty={t('record.noLearners')}
        columns={[
          {
            label: t('record.name'),
            header: true,
            cell: nameOf,
          },
          ...(list.isRegistrar
            ? [
                { label: t('record.uln'), cell: ({ uln }: ListedLearner) => uln },
                {
                  label: t('record.birthDate'),
                  cell: ({ birthDate }: ListedLearner) => <DateText t={t} value={birthDate ?? ''} />,
                },
                {
                  label: t('record.account'),
                  cell: ({ isClaimed }: ListedLearner) => (
                    <Tag kind={isClaimed ? 'good' : 'plain'}>
                      {t(isClaimed ? 'record.isClaimed' : 'record.notClaimed')}
                    </Tag>
                  ),
                },
                {
                  label: t('register.details'),
                  cell: (learner: ListedLearner) => (
                    <a
                      href={paths.learnerDetails(organisationId, learner.learnerId)}
                      aria-label={t('register.detailsOf', { name: nameOf(learner) })}
                    >
                      {t('register.details')}
                    </a>
                  ),
                },
              ]
            : []),
          {
            label: t('record.cohort'),
            cell: (learner) =>
              list.isRegistrar
                ? learner.cohorts.map((cohort) => (
                    <EndEnrolment frame={frame} at={organisationId} learner={learner} cohort={cohort} />
                  ))
                : learner.cohorts.join(', '),
          },
          {
            label: t('record.title'),
            cell: (learner) => (
              <Form frame={frame} action={paths.recordLookUps(organisationId, lookUpId)} class="inline-form">
                <input type="hidden" name="learner" value={learner.learnerId} />
                <Button look="secondary" label={t('access.openRecordOf', { name: nameOf(learner) })}>
                  {t('access.openRecord')}
                </Button>
              </Form>
            ),
          },
        ]}
      />
    </Layout>
  )
}

const nameOf = ({ givenName, familyName }: ListedLearner) => `${givenName} ${familyName}`

function EndEnrolment({
  frame,
  at,
  learner,
  cohort,
}: {
  frame: Frame
  at: string
  learner: ListedLearner
  cohort: string
}) {
  const { t } = frame
  return (
    <Form frame={frame} action={paths.enrolmentEnd(at, learner.learnerId)} class="inline-form">
      <span>{cohort}</span>
      <input type="hidden" name="cohort" value={cohort} />
      <Button look="quiet" label={t('record.endEnrolmentOf', { name: nameOf(learner), cohort })}>
        {t('record.endEnrolment')}
      </Button>
    </Form>
  )
}
