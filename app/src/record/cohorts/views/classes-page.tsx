import type { FieldProblem } from '../../../errors.ts'
import type { Organisation } from '../../../institution/organisation.ts'
import { paths } from '../../../paths.ts'
import { Button, ButtonLink } from '../../../ui/form/button.tsx'
import { ErrorSummary } from '../../../ui/form/error-summary.tsx'
import { Field } from '../../../ui/form/field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import type { Frame } from '../../../ui/frame.ts'
import { Layout } from '../../../ui/layout/layout.tsx'
import { Breadcrumbs } from '../../../ui/list/navigation.tsx'
import { Table } from '../../../ui/list/table.tsx'
import type { FormValues } from '../../../ui/request.ts'
import { EmptyState, HelpBeside } from '../../../ui/text/notice.tsx'
import { PageTitle } from '../../../ui/text/text.tsx'
import { DateText, MomentText } from '../../../ui/time.tsx'
import type { Classes, Joiner } from '../classes-of.ts'
import { longestCode, usualCode } from '../limits.ts'

interface ClassesProps {
  readonly frame: Frame
  readonly organisation: Organisation
  readonly classes: Classes
  readonly values?: FormValues | undefined
  readonly problems?: readonly FieldProblem[] | undefined
}

/** A provider's classes: who waits to be confirmed comes first, since only people can do that. */
export function ClassesPage(props: ClassesProps) {
  const { frame, organisation, classes, problems } = props
  const { t } = frame
  const { organisationId, name } = organisation
  const title = t('cohort.title')
  const help = (
    <>
      <p>{t('cohort.helpList')}</p>
      <p>{t('cohort.helpCode')}</p>
      <p>{t('cohort.helpBasis')}</p>
    </>
  )
  const fromList = <ButtonLink href={paths.classListNew(organisationId)}>{t('cohort.fromList')}</ButtonLink>
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
      <PageTitle kicker={name} lede={t('cohort.lede')}>
        {title}
      </PageTitle>
      <HelpBeside title={t('record.help')} help={help}>
        <Joiners {...props} state="waiting" />
        {classes.cohorts.length === 0 ? (
          <EmptyState title={t('cohort.noClasses')} action={fromList}>
            <p>{t('cohort.noClassesYet')}</p>
          </EmptyState>
        ) : (
          <>
            <p>{fromList}</p>
            <Table
              caption={t('cohort.classes')}
              narrow
              rows={classes.cohorts}
              columns={[
                { label: t('cohort.className'), header: true, cell: ({ cohort }) => cohort },
                { label: t('cohort.learners'), numeric: true, cell: ({ learners }) => String(learners) },
              ]}
            />
          </>
        )}
        <NewCode {...props} />
        <Codes {...props} />
        <Joiners {...props} state="confirmed" />
      </HelpBeside>
    </Layout>
  )
}

function Joiners({ frame, organisation, classes, state }: ClassesProps & { state: Joiner['state'] }) {
  const { t } = frame
  const joiners = classes.joiners.filter((joiner) => joiner.state === state)
  if (joiners.length === 0) return null
  const nameOf = ({ learner, accountName }: Joiner) =>
    learner ? `${learner.givenName} ${learner.familyName}` : accountName
  return (
    <>
      <h2>{t(state === 'waiting' ? 'cohort.waitingTitle' : 'cohort.joinedTitle')}</h2>
      {state === 'waiting' && <p>{t('cohort.waitingText')}</p>}
      <Table
        caption={t(state === 'waiting' ? 'cohort.waitingTitle' : 'cohort.joinedTitle')}
        captionHidden
        rows={joiners}
        columns={[
          {
            label: t('cohort.account'),
            header: true,
            cell: ({ accountName, learner }) => (
              <>
                {accountName}
                {state === 'waiting' && learner && (
                  <span class="shown-things">
                    {t('cohort.registered')}: {learner.givenName} {learner.familyName},{' '}
                    <DateText t={t} value={learner.birthDate} />
                  </span>
                )}
              </>
            ),
          },
          { label: t('cohort.className'), cell: ({ cohort }) => cohort },
          {
            label: t('cohort.asked'),
            oneLine: true,
            cell: ({ askedAt }) => <DateText t={t} value={askedAt} />,
          },
          {
            label: t('cohort.outcome'),
            cell: (joiner) => (
              <Form
                frame={frame}
                action={paths.joiningDecision(organisation.organisationId, joiner.joiningId)}
                class="inline-form"
              >
                {joiner.state === 'waiting' && (
                  <Button
                    look="secondary"
                    name="decision"
                    value="confirm"
                    label={t('cohort.confirmOf', { name: nameOf(joiner), cohort: joiner.cohort })}
                  >
                    {t('cohort.confirm')}
                  </Button>
                )}
                <Button
                  look="quiet"
                  name="decision"
                  value="remove"
                  label={t('cohort.removeOf', { name: nameOf(joiner), cohort: joiner.cohort })}
                >
                  {t('cohort.remove')}
                </Button>
              </Form>
            ),
          },
        ]}
      />
    </>
  )
}

function NewCode({ frame, organisation, values, problems }: ClassesProps) {
  const { t } = frame
  return (
    <Form frame={frame} action={paths.joinCodes(organisation.organisationId)}>
      <h2>{t('cohort.newCode')}</h2>
      <p>{t('cohort.newCodeText')}</p>
      <Field
        t={t}
        name="cohort"
        label={t('cohort.className')}
        hint={t('record.cohortHint')}
        width="medium"
        value={values?.['cohort']}
        problems={problems}
      />
      <Field
        t={t}
        name="days"
        label={t('cohort.days')}
        hint={t('cohort.daysHint', { longest: longestCode })}
        width="short"
        inputmode="numeric"
        value={values?.['days'] ?? String(usualCode)}
        problems={problems}
      />
      <Button look="secondary">{t('cohort.makeCode')}</Button>
    </Form>
  )
}

function Codes({ frame, organisation, classes }: ClassesProps) {
  const { t } = frame
  if (classes.codes.length === 0) return null
  return (
    <Table
      caption={t('cohort.codesTitle')}
      rows={classes.codes}
      columns={[
        { label: t('cohort.className'), header: true, cell: ({ cohort }) => cohort },
        {
          label: t('cohort.codeMade'),
          oneLine: true,
          cell: ({ madeAt }) => <DateText t={t} value={madeAt} />,
        },
        { label: t('cohort.codeUntil'), cell: ({ expiresAt }) => <MomentText t={t} value={expiresAt} /> },
        {
          label: t('cohort.endCode'),
          cell: ({ joinCodeId, cohort }) => (
            <Form
              frame={frame}
              action={paths.joinCodeEnd(organisation.organisationId, joinCodeId)}
              class="inline-form"
            >
              <Button look="quiet" label={t('cohort.endCodeOf', { cohort })}>
                {t('cohort.endCode')}
              </Button>
            </Form>
          ),
        },
      ]}
    />
  )
}
