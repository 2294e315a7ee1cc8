import type { Role } from '../../identity/actor.ts'
import { paths } from '../../paths.ts'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { LinkList } from '../../ui/list/lists.tsx'
import { EmptyState } from '../../ui/text/notice.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import type { Organisation } from '../organisation.ts'

/** Where staff begin: what they can do here, by their roles. */
export function OrganisationPage({
  frame,
  organisation,
  roles,
}: {
  frame: Frame
  organisation: Organisation
  roles: readonly Role[]
}) {
  const { t } = frame
  const tasks = tasksFor(frame, organisation, roles)
  return (
    <Layout frame={frame} title={organisation.name}>
      <PageTitle
        kicker={t(`institution.kind_${organisation.kind}`)}
        lede={t('institution.yourRoles', {
          roles: roles.map((role) => t(`institution.role_${role}`)).join(', '),
        })}
      >
        {organisation.name}
      </PageTitle>
      {tasks.length > 0 ? (
        <LinkList items={tasks} />
      ) : (
        <EmptyState title={t('institution.noTasks')}>{t('institution.noTasksYet')}</EmptyState>
      )}
    </Layout>
  )
}

function tasksFor({ t }: Frame, { organisationId, kind, mayAttest }: Organisation, roles: readonly Role[]) {
  const has = (...wanted: Role[]) => roles.some((role) => wanted.includes(role))
  const isProvider = kind === 'school' || kind === 'college' || kind === 'university'
  return [
    ...(has('examsOfficer', 'registrar', 'administrator') && mayAttest.includes('result')
      ? [
          {
            href: paths.batches(organisationId),
            title: t('institution.taskResults'),
            note: t('institution.taskResultsNote'),
          },
        ]
      : []),
    ...(has('registrar', 'tutor', 'adviser') && isProvider
      ? [
          {
            href: paths.learners(organisationId),
            title: t('institution.taskLearners'),
            note: t('institution.taskLearnersNote'),
          },
        ]
      : []),
    ...(has('registrar', 'administrator') && isProvider
      ? [{ href: paths.cohorts(organisationId), title: t('cohort.title'), note: t('cohort.lede') }]
      : []),
    ...(has('registrar') && isProvider
      ? [
          {
            href: paths.registrations(organisationId),
            title: t('registration.title'),
            note: t('registration.lede'),
          },
        ]
      : []),
    ...(has('examsOfficer', 'registrar', 'administrator') && (mayAttest.includes('result') || isProvider)
      ? [
          {
            href: paths.challengeWork(organisationId),
            title: t('institution.taskChallenges'),
            note: t('institution.taskChallengesNote'),
          },
        ]
      : []),
    ...(has('examsOfficer', 'registrar', 'administrator') && kind === 'awardingOrganisation'
      ? [
          {
            href: paths.seriesList(organisationId),
            title: t('series.taskSeries'),
            note: t('series.taskSeriesNote'),
          },
        ]
      : []),
    ...(has('examsOfficer') && isProvider
      ? [
          {
            href: paths.exams(organisationId),
            title: t('series.taskExams'),
            note: t('series.taskExamsNote'),
          },
        ]
      : []),
    ...(has('registrar') && isProvider
      ? [
          {
            href: paths.claimCodes(organisationId),
            title: t('institution.taskCodes'),
            note: t('institution.taskCodesNote'),
          },
          {
            href: paths.claims(organisationId),
            title: t('institution.taskClaims'),
            note: t('institution.taskClaimsNote'),
          },
        ]
      : []),
    ...(has('tutor', 'adviser', 'admissions', 'recruiter') || (has('registrar') && isProvider)
      ? [
          {
            href: paths.sharedWithOrganisation(organisationId),
            title: t('access.sharedHere'),
            note: t('access.sharedHereNote'),
          },
        ]
      : []),
    ...(has('administrator')
      ? [
          {
            href: paths.organisationMembers(organisationId),
            title: t('institution.taskMembers'),
            note: t('institution.taskMembersNote'),
          },
        ]
      : []),
  ]
}
