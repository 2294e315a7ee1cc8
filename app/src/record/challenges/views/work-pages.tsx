import type { FieldProblem } from '../../../errors.ts'
import type { Organisation } from '../../../institution/organisation.ts'
import { paths } from '../../../paths.ts'
import { Button } from '../../../ui/form/button.tsx'
import { ErrorSummary } from '../../../ui/form/error-summary.tsx'
import { Form } from '../../../ui/form/form.tsx'
import type { Frame } from '../../../ui/frame.ts'
import { Layout } from '../../../ui/layout/layout.tsx'
import { SummaryList } from '../../../ui/list/lists.tsx'
import { Breadcrumbs } from '../../../ui/list/navigation.tsx'
import { Table } from '../../../ui/list/table.tsx'
import type { FormValues } from '../../../ui/request.ts'
import { EmptyState, HelpBeside, Notice } from '../../../ui/text/notice.tsx'
import { PageTitle } from '../../../ui/text/text.tsx'
import { DateText } from '../../../ui/time.tsx'
import type { Words } from '../../../words.ts'
import { gradeText, seriesText } from '../../record-words.ts'
import { daysToAnswer, isOpen, isOverdue } from '../challenge.ts'
import type { SeenChallenge } from '../seen.ts'
import type { ChallengeAtWork, WorkLine, WorkList } from '../work-list.ts'
import { AnswerForms } from './answer-forms.tsx'
import { Progress } from './challenge-pages.tsx'
import { Clock, StateTag } from './state.tsx'

interface AtOrganisation {
  frame: Frame
  organisation: Organisation
  now: Date
}

/** What an organisation has to answer, and what its own staff have asked others. */
export function WorkListPage({ frame, organisation, list, now }: AtOrganisation & { list: WorkList }) {
  const { t } = frame
  const { organisationId, name, mayAttest } = organisation
  const title = t('challenge.workTitle')
  const crumbs = [{ href: paths.organisation(organisationId), label: name }, { label: title }]
  const overdue = list.toAnswer.filter((line) => isOverdue(line, now)).length
  const lines = { t, organisationId, now }
  const issues = mayAttest.includes('result') || list.toAnswer.length + list.answered.length > 0
  return (
    <Layout frame={frame} title={title} wide before={<Breadcrumbs t={t} crumbs={crumbs} />}>
      <PageTitle kicker={name} lede={t('challenge.workLede')}>
        {title}
      </PageTitle>
      <HelpBeside title={t('record.help')} help={<WorkHelp t={t} />}>
        {overdue > 0 && (
          <Notice t={t} kind="warning">
            <p>{t('challenge.overdueCount', { count: overdue })}</p>
          </Notice>
        )}
        {issues &&
          (list.toAnswer.length === 0 ? (
            <EmptyState title={t('challenge.nothingToAnswer')}>
              <p>{t('challenge.nothingToAnswerYet')}</p>
            </EmptyState>
          ) : (
            <Lines {...lines} caption={t('challenge.toAnswer')} rows={list.toAnswer} />
          ))}
        {list.raisedHere.length > 0 && (
          <Lines {...lines} caption={t('challenge.raisedHere')} rows={list.raisedHere} />
        )}
        {!issues && list.raisedHere.length === 0 && (
          <EmptyState title={t('challenge.nothingRaised')}>
            <p>{t('challenge.nothingRaisedYet')}</p>
          </EmptyState>
        )}
        {list.answered.length > 0 && (
          <Lines {...lines} caption={t('challenge.answered')} rows={list.answered} isOver />
        )}
      </HelpBeside>
    </Layout>
  )
}

function WorkHelp({ t }: { t: Words }) {
  return (
    <>
      <p>{t('challenge.workHelpClock', { days: daysToAnswer })}</p>
      <p>{t('challenge.workHelpUphold')}</p>
      <p>{t('challenge.workHelpReject')}</p>
      <p>{t('challenge.helpSeen')}</p>
    </>
  )
}

function Lines({
  t,
  organisationId,
  now,
  caption,
  rows,
  isOver = false,
}: {
  t: Words
  organisationId: string
  now: Date
  caption: string
  rows: readonly WorkLine[]
  isOver?: boolean
}) {
  return (
    <Table
      caption={caption}
      rows={rows}
      columns={[
        {
          label: t('challenge.reference'),
          header: true,
          oneLine: true,
          cell: ({ challengeId, reference }) => (
            <a href={paths.challengeAtWork(organisationId, challengeId)}>{reference}</a>
          ),
        },
        { label: t('challenge.what'), cell: ({ kind }) => t(`challenge.short_${kind}`) },
        { label: t('challenge.raisedOn'), cell: ({ raisedAt }) => <DateText t={t} value={raisedAt} /> },
        { label: t('record.state'), cell: ({ state }) => <StateTag t={t} state={state} /> },
        ...(isOver
          ? []
          : [
              {
                label: t('challenge.due'),
                cell: (line: WorkLine) => <Clock t={t} challenge={line} now={now} />,
              },
            ]),
      ]}
    />
  )
}

export interface AtWorkProps extends AtOrganisation {
  one: ChallengeAtWork
  again?: { values: FormValues; problems: readonly FieldProblem[] } | undefined
}

/** One of them, for whoever has to answer or has asked. */
export function ChallengeAtWorkPage(props: AtWorkProps) {
  const { frame, organisation, one, now, again } = props
  const { t } = frame
  const { organisationId, name } = organisation
  const { challenge, part } = one
  const title = t('challenge.oneTitle', { reference: challenge.reference })
  const crumbs = [
    { href: paths.organisation(organisationId), label: name },
    { href: paths.challengeWork(organisationId), label: t('challenge.workTitle') },
    { label: challenge.reference },
  ]
  const place = { organisationId, id: challenge.challengeId }
  return (
    <Layout
      frame={frame}
      title={title}
      wide
      problem={again !== undefined}
      before={<Breadcrumbs t={t} crumbs={crumbs} />}
    >
      <ErrorSummary t={t} problems={again?.problems} />
      <PageTitle kicker={name} lede={t(`challenge.short_${challenge.kind}`)}>
        {title}
      </PageTitle>
      <HelpBeside title={t('record.help')} help={<WorkHelp t={t} />}>
        <Progress t={t} challenge={challenge} />
        <SummaryList rows={[...lineOf(t, organisationId, one), ...factsOf(t, challenge, now)]} />
        {part === 'issuer' && challenge.state === 'raised' && (
          <Form frame={frame} action={paths.challengeTakeUp(place.organisationId, place.id)}>
            <p>{t('challenge.takeUpText')}</p>
            <Button>{t('challenge.takeUp')}</Button>
          </Form>
        )}
        {part === 'issuer' && challenge.state === 'withIssuer' && <AnswerForms {...props} />}
        {part === 'raiser' && isOpen(challenge.state) && (
          <Form frame={frame} action={paths.challengeRaisedWithdrawal(place.organisationId, place.id)}>
            <p>{t('challenge.withdrawText')}</p>
            <Button look="secondary">{t('challenge.withdraw')}</Button>
          </Form>
        )}
      </HelpBeside>
    </Layout>
  )
}

/** The result of which something is said, as it stands now; for whoever issued it. */
function lineOf(t: Words, organisationId: string, { versions }: ChallengeAtWork) {
  const latest = versions.findLast((version) => version.isReleased)
  if (!latest) return []
  const { eventId, title, gradingScheme, grade, series, change } = latest
  const said = change === 'withdrawn' ? t('record.withdrawn') : gradeText(t, gradingScheme, grade)
  return [
    {
      term: t('challenge.line'),
      value: (
        <>
          <a href={paths.issuedResult(organisationId, eventId)}>{title}</a>
          {` · ${said} · ${seriesText(t, series)}`}
        </>
      ),
    },
  ]
}

function factsOf(t: Words, challenge: SeenChallenge, now: Date) {
  const { issuerName, raisedFor, said, answer, takenBy } = challenge
  return [
    { term: t('challenge.learner'), value: challenge.learnerName },
    { term: t('record.uln'), value: challenge.uln },
    ...(challenge.birthDate
      ? [{ term: t('record.birthDate'), value: <DateText t={t} value={challenge.birthDate} /> }]
      : []),
    {
      term: t('challenge.saidBy'),
      value: raisedFor ? t('challenge.staffOf', { ...raisedFor }) : t('challenge.theLearner'),
    },
    { term: t('challenge.who'), value: issuerName },
    { term: t('challenge.said'), value: <p class="said">{said}</p> },
    ...(isOpen(challenge.state)
      ? [{ term: t('challenge.due'), value: <Clock t={t} challenge={challenge} now={now} /> }]
      : []),
    ...(takenBy ? [{ term: t('challenge.takenBy'), value: takenBy }] : []),
    ...(answer === null ? [] : [{ term: t('challenge.answer', { name: issuerName }), value: answer }]),
  ]
}
