import { paths } from '../../../paths.ts'
import { Button, ButtonLink } from '../../../ui/form/button.tsx'
import { Form } from '../../../ui/form/form.tsx'
import type { Frame } from '../../../ui/frame.ts'
import { Layout } from '../../../ui/layout/layout.tsx'
import { ProgressList, SummaryList } from '../../../ui/list/lists.tsx'
import { Breadcrumbs } from '../../../ui/list/navigation.tsx'
import { Table } from '../../../ui/list/table.tsx'
import { EmptyState, Notice } from '../../../ui/text/notice.tsx'
import { PageTitle } from '../../../ui/text/text.tsx'
import { DateText } from '../../../ui/time.tsx'
import type { Words } from '../../../words.ts'
import { isOpen, isOverdue } from '../challenge.ts'
import type { SeenChallenge } from '../seen.ts'
import { Clock, StateTag } from './state.tsx'

/** All that the learner, or staff of their provider, said was wrong. */
export function ChallengesPage({
  frame,
  challenges,
  titles,
  now,
}: {
  frame: Frame
  challenges: readonly SeenChallenge[]
  /** Of the results that are in the record, by event. */
  titles: ReadonlyMap<string, string>
  now: Date
}) {
  const { t } = frame
  const title = t('challenge.title')
  const crumbs = [{ href: paths.record(), label: t('record.title') }, { label: title }]
  const sayMissing = <ButtonLink href={paths.challengeMissing()}>{t('challenge.missingTitle')}</ButtonLink>
  return (
    <Layout frame={frame} title={title} wide before={<Breadcrumbs t={t} crumbs={crumbs} />}>
      <PageTitle lede={t('challenge.lede')}>{title}</PageTitle>
      {challenges.length === 0 ? (
        <EmptyState title={t('challenge.none')} action={sayMissing}>
          <p>{t('challenge.noneYet')}</p>
        </EmptyState>
      ) : (
        <>
          <Table
            caption={t('challenge.listCaption')}
            captionHidden
            rows={challenges}
            columns={[
              {
                label: t('challenge.reference'),
                header: true,
                oneLine: true,
                cell: ({ challengeId, reference }) => <a href={paths.challenge(challengeId)}>{reference}</a>,
              },
              { label: t('challenge.what'), cell: ({ kind }) => t(`challenge.short_${kind}`) },
              {
                label: t('challenge.line'),
                cell: ({ eventId, answerEventId }) => titles.get(answerEventId ?? eventId ?? '') ?? '',
              },
              { label: t('challenge.who'), cell: ({ issuerName }) => issuerName },
              { label: t('record.state'), cell: ({ state }) => <StateTag t={t} state={state} /> },
              {
                label: t('challenge.due'),
                cell: (challenge) => <Clock t={t} challenge={challenge} now={now} />,
              },
            ]}
          />
          <p>{sayMissing}</p>
        </>
      )}
    </Layout>
  )
}

/** One of them: where it stands, what was said, and what was answered. */
export function ChallengePage({
  frame,
  challenge,
  now,
}: {
  frame: Frame
  challenge: SeenChallenge
  now: Date
}) {
  const { t } = frame
  const title = t('challenge.oneTitle', { reference: challenge.reference })
  const crumbs = [
    { href: paths.record(), label: t('record.title') },
    { href: paths.challenges(), label: t('challenge.title') },
    { label: challenge.reference },
  ]
  return (
    <Layout frame={frame} title={title} before={<Breadcrumbs t={t} crumbs={crumbs} />}>
      <PageTitle kicker={t('challenge.title')} lede={t(`challenge.short_${challenge.kind}`)}>
        {title}
      </PageTitle>
      <Progress t={t} challenge={challenge} />
      {isOverdue(challenge, now) && (
        <Notice t={t} kind="warning" title={t('challenge.overdue')}>
          <p>{t('challenge.overdueText', { name: challenge.issuerName })}</p>
        </Notice>
      )}
      <SummaryList rows={factsOf(t, challenge, now)} />
      {isOpen(challenge.state) && !challenge.raisedFor && (
        <Form frame={frame} action={paths.challengeWithdrawal(challenge.challengeId)}>
          <p>{t('challenge.withdrawText')}</p>
          <Button look="secondary">{t('challenge.withdraw')}</Button>
        </Form>
      )}
    </Layout>
  )
}

/** Raised, looked into, answered: the way that it goes, and how far it has come. */
export function Progress({ t, challenge }: { t: Words; challenge: SeenChallenge }) {
  const { state, raisedAt, takenAt, answeredAt, issuerName } = challenge
  const open = isOpen(state)
  if (state === 'withdrawn') {
    return (
      <Notice t={t} kind="info" title={t('challenge.state_withdrawn')}>
        <p>{t('challenge.withdrawnText')}</p>
      </Notice>
    )
  }
  return (
    <ProgressList
      t={t}
      steps={[
        {
          title: t('challenge.stepSent', { name: issuerName }),
          state: 'done',
          detail: <DateText t={t} value={raisedAt} />,
        },
        {
          title: t('challenge.stepTaken', { name: issuerName }),
          state: takenAt ? 'done' : 'now',
          detail: takenAt ? <DateText t={t} value={takenAt} /> : undefined,
        },
        {
          title: open ? t('challenge.stepAnswer') : t(`challenge.state_${state}`),
          state: open ? (takenAt ? 'now' : 'next') : 'done',
          detail: answeredAt ? <DateText t={t} value={answeredAt} /> : undefined,
        },
      ]}
    />
  )
}

function factsOf(t: Words, challenge: SeenChallenge, now: Date) {
  const { issuerName, raisedFor, said, answer, eventId, answerEventId } = challenge
  const line = answerEventId ?? eventId
  return [
    { term: t('challenge.who'), value: issuerName },
    ...(raisedFor ? [{ term: t('challenge.saidBy'), value: t('challenge.staffOf', { ...raisedFor }) }] : []),
    { term: t('challenge.said'), value: <p class="said">{said}</p> },
    ...(isOpen(challenge.state)
      ? [{ term: t('challenge.due'), value: <Clock t={t} challenge={challenge} now={now} /> }]
      : []),
    ...(answer === null ? [] : [{ term: t('challenge.answer', { name: issuerName }), value: answer }]),
    ...(line === null
      ? []
      : [
          {
            term: t('challenge.line'),
            value: <a href={paths.recordEvent(line)}>{t('challenge.seeLine')}</a>,
          },
        ]),
  ]
}
