import type { FieldProblem } from '../../errors.ts'
import type { Organisation } from '../../institution/organisation.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/form/button.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { Form } from '../../ui/form/form.tsx'
import { Select } from '../../ui/form/select.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { Breadcrumbs } from '../../ui/list/navigation.tsx'
import { EmptyState, HelpBeside, Notice } from '../../ui/text/notice.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import { languages, wordsFor } from '../../words.ts'
import type { CodeSheet } from '../claims/make-codes.ts'
import type { CohortSize } from '../learner-store.ts'
import { Slip } from './slip.tsx'

export function CodesPage({
  frame,
  organisation,
  cohorts,
  problems,
}: {
  frame: Frame
  organisation: Organisation
  cohorts: readonly CohortSize[]
  problems?: readonly FieldProblem[] | undefined
}) {
  const { t } = frame
  const { organisationId, name } = organisation
  const title = t('record.codesTitle')
  const help = (
    <>
      <p>{t('record.codesHelpHand')}</p>
      <p>{t('record.codesHelpOnce')}</p>
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
      <PageTitle kicker={name} lede={t('record.codesLede')}>
        {title}
      </PageTitle>
      <HelpBeside title={t('record.help')} help={help}>
        <Form frame={frame} action={paths.claimCodes(organisationId)}>
          <Select
            t={t}
            name="cohort"
            label={t('record.cohort')}
            empty={t('record.chooseCohort')}
            problems={problems}
            options={cohorts.map(({ cohort, learners }) => ({
              value: cohort,
              label: t('record.cohortSize', { cohort, learners }),
            }))}
          />
          <Button>{t('record.makeCodes')}</Button>
        </Form>
      </HelpBeside>
    </Layout>
  )
}

/** A slip for each learner, to be printed and cut. */
export function CodeSheetPage({
  frame,
  organisation,
  sheet,
  address,
}: {
  frame: Frame
  organisation: Organisation
  sheet: CodeSheet
  address: string
}) {
  const { t } = frame
  // Nobody knows which language a learner reads: the sheet's own comes first.
  const inBoth = [t, ...languages.filter((language) => language !== t.language).map(wordsFor)]
  const title = t('record.sheetTitle', { cohort: sheet.cohort })
  return (
    <Layout frame={frame} title={title}>
      <PageTitle kicker={organisation.name}>{title}</PageTitle>
      {sheet.slips.length > 0 ? (
        <Notice t={t} kind="warning">
          <p>{t('record.sheetOnce')}</p>
          {sheet.claimed > 0 && <p>{t('record.sheetClaimed', { count: sheet.claimed })}</p>}
        </Notice>
      ) : (
        <EmptyState title={t('record.sheetNobody')}>
          {t('record.sheetClaimed', { count: sheet.claimed })}
        </EmptyState>
      )}
      <div class="slips">
        {sheet.slips.map((slip) => (
          <Slip
            inWords={inBoth}
            organisation={organisation.name}
            name={slip.name}
            uln={slip.uln}
            code={slip.code}
            until={sheet.expiresAt}
            address={address}
          />
        ))}
      </div>
    </Layout>
  )
}
