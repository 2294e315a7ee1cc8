import type { FieldProblem } from '../../errors.ts'
import type { Organisation } from '../../institution/organisation.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/form/button.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { Form } from '../../ui/form/form.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { SummaryList } from '../../ui/list/lists.tsx'
import { Breadcrumbs } from '../../ui/list/navigation.tsx'
import type { FormValues } from '../../ui/request.ts'
import { HelpBeside } from '../../ui/text/notice.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import type { LearnerDetails } from '../register/details.ts'
import { MoreFields, StandingFields, WhoFields } from './registration-fields.tsx'

/** What the register holds of a learner of one's own, to be put right. */
export function LearnerDetailsPage({
  frame,
  organisation,
  learner,
  values,
  problems,
}: {
  frame: Frame
  organisation: Organisation
  learner: LearnerDetails
  values: FormValues
  problems?: readonly FieldProblem[] | undefined
}) {
  const { t } = frame
  const { organisationId, name } = organisation
  const title = t('register.detailsTitle')
  const help = (
    <>
      <p>{t('register.detailsHelpName')}</p>
      <p>{t('register.detailsHelpShield')}</p>
      <p>{t('register.detailsHelpTold')}</p>
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
            { href: paths.learners(organisationId), label: t('record.learnersTitle') },
            { label: title },
          ]}
        />
      }
    >
      <ErrorSummary t={t} problems={problems} />
      <PageTitle kicker={name}>{title}</PageTitle>
      <HelpBeside title={t('record.help')} help={help}>
        <SummaryList
          rows={[
            { term: t('record.uln'), value: learner.uln },
            ...(learner.linkedTo ? [{ term: t('register.linkedTo'), value: learner.linkedTo }] : []),
          ]}
        />
        <Form frame={frame} action={paths.learnerDetails(organisationId, learner.learnerId)}>
          <input type="hidden" name="version" value={values['version']} />
          <WhoFields t={t} values={values} problems={problems} />
          <StandingFields t={t} values={values} problems={problems} />
          <MoreFields t={t} values={values} problems={problems} />
          <Button>{t('register.detailsSave')}</Button>
        </Form>
        <h2>{t('register.shieldTitle')}</h2>
        {learner.shieldedBy === 'others' ? (
          <p>{t('register.shieldedByOthers')}</p>
        ) : (
          <Form frame={frame} action={paths.learnerShield(organisationId, learner.learnerId)}>
            <p>{t(learner.shieldedBy === 'us' ? 'register.isShielded' : 'register.notShielded')}</p>
            <Button look="secondary" name="shielded" value={learner.shieldedBy === 'us' ? 'no' : 'yes'}>
              {t(learner.shieldedBy === 'us' ? 'register.shieldLift' : 'register.shieldSet', { name })}
            </Button>
          </Form>
        )}
      </HelpBeside>
    </Layout>
  )
}
