import type { FieldProblem } from '../../errors.ts'
import type { Organisation } from '../../institution/organisation.ts'
import { paths } from '../../paths.ts'
import { Button, ButtonLink } from '../../ui/form/button.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { Field } from '../../ui/form/field.tsx'
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
import type { LearnerList } from '../register/look-ups.ts'
import type { CohortSize } from '../learner-store.ts'

/** Before any name is shown: which cohort, and what for. */
export function CohortsPage({
  frame,
  organisation,
  cohorts,
  values,
  problems,
}: {
  frame: Frame
  organisation: Organisation
  cohorts: readonly CohortSize[]
  values?: FormValues | undefined
  problems?: readonly FieldProblem[] | undefined
}) {
  const { t } = frame
  const { organisationId, name } = organisation
  const title = t('record.learnersTitle')
  const enter = (
    <ButtonLink look="secondary" href={paths.learnerNew(organisationId)}>
      {t('record.enterLearner')}
    </ButtonLink>
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
      <HelpBeside title={t('record.help')} help={help}>
        {cohorts.length === 0 ? (
          <EmptyState title={t('record.noLearners')} action={enter}>
            <p>{t('record.noLearnersYet')}</p>
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
              <Field
                t={t}
                name="purpose"
                label={t('record.purpose')}
                hint={t('record.purposeHint')}
                maxlength={200}
                value={values?.['purpose']}
                problems={problems}
              />
              <Button>{t('record.showList')}</Button>
            </Form>
            <p>{enter}</p>
          </>
        )}
      </HelpBeside>
    </Layout>
  )
}

export function LookUpPage({
  frame,
  organisation,
  list,
}: {
  frame: Frame
  organisation: Organisation
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
      <PageTitle kicker={name} lede={t('record.listLede', { purpose: list.purpose })}>
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
            cell: (learner) => `${learner.givenName} ${learner.familyName}`,
          },
          { label: t('record.uln'), cell: ({ uln }) => uln },
          { label: t('record.birthDate'), cell: ({ birthDate }) => <DateText t={t} value={birthDate} /> },
          {
            label: t('record.account'),
            cell: ({ isClaimed }) => (
              <Tag kind={isClaimed ? 'good' : 'plain'}>
                {t(isClaimed ? 'record.isClaimed' : 'record.notClaimed')}
              </Tag>
            ),
          },
          {
            label: t('record.cohort'),
            cell: (learner) =>
              learner.cohorts.map((cohort) => (
                <Form
                  frame={frame}
                  action={paths.enrolmentEnd(organisationId, learner.learnerId)}
                  class="inline-form"
                >
                  <span>{cohort}</span>
                  <input type="hidden" name="cohort" value={cohort} />
                  <Button
                    look="quiet"
                    label={t('record.endEnrolmentOf', {
                      name: `${learner.givenName} ${learner.familyName}`,
                      cohort,
                    })}
                  >
                    {t('record.endEnrolment')}
                  </Button>
                </Form>
              )),
          },
        ]}
      />
    </Layout>
  )
}
