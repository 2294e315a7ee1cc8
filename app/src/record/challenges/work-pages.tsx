import { z } from 'zod'
import type { FieldProblem } from '../../errors.ts'
import { organisationById } from '../../institution/organisation.ts'
import { paths } from '../../paths.ts'
import type { AppContext } from '../../ui/context.ts'
import { type FormValues, frameOf, html, idParam, readForm, seeOther } from '../../ui/request.ts'
import { attempt } from '../pages/attempt.ts'
import { type Remedy, rejectChallenge, takeUpChallenge, upholdChallenge } from './answer.ts'
import { LineForm, MissingForm } from './pages.tsx'
import { raiseForLearner } from './raise.ts'
import { issuersToAsk, learnerToChallenge, lineToChallenge } from './target.ts'
import { ChallengeLinePage, ChallengeMissingPage } from './views/new-challenge-pages.tsx'
import { ChallengeAtWorkPage, WorkListPage } from './views/work-pages.tsx'
import { withdrawForLearner } from './withdraw.ts'
import { challengeAt, challengesAt } from './work-list.ts'

interface Again {
  readonly values: FormValues
  readonly problems: readonly FieldProblem[]
}

const organisationOf = (c: AppContext) => c.var.app.db.read({}, (tx) => organisationById(tx, idParam(c)))

export async function showWorkList(c: AppContext): Promise<Response> {
  const list = await challengesAt(c.var.app, c.var.actor, idParam(c))
  const organisation = await organisationOf(c)
  return html(
    c,
    <WorkListPage frame={frameOf(c)} organisation={organisation} list={list} now={c.var.app.now()} />,
  )
}

export function showChallengeAtWork(c: AppContext): Promise<Response> {
  return atWorkPage(c)
}

async function atWorkPage(c: AppContext, again?: Again): Promise<Response> {
  const one = await challengeAt(c.var.app, c.var.actor, idParam(c), idParam(c, 'challenge'))
  const organisation = await organisationOf(c)
  const page = (
    <ChallengeAtWorkPage
      frame={frameOf(c)}
      organisation={organisation}
      one={one}
      now={c.var.app.now()}
      again={again}
    />
  )
  return html(c, page, again ? 422 : 200)
}

export async function postTakeUp(c: AppContext): Promise<Response> {
  const [organisationId, challengeId] = [idParam(c), idParam(c, 'challenge')]
  await takeUpChallenge(c.var.app, c.var.actor, organisationId, challengeId)
  return seeOther(c, paths.challengeAtWork(organisationId, challengeId), 'challenge.isTakenUp')
}

const two = (text: string) => text.padStart(2, '0')
const reason = z.string().trim().min(5, 'record.reasonInvalid').max(300, 'record.reasonInvalid')

const UpholdForm = z
  .object({
    remedy: z.enum(['correct', 'withdraw', 'found'], 'challenge.chooseRemedy'),
    grade: z.string().default(''),
    status: z.enum(['final', 'provisional']).default('final'),
    'awardDate-day': z.string().default(''),
    'awardDate-month': z.string().default(''),
    'awardDate-year': z.string().default(''),
    eventId: z.string().default(''),
    reason,
  })
  .transform((form): { remedy: Remedy; reason: string } => {
    if (form.remedy === 'withdraw') return { remedy: { kind: 'withdraw' }, reason: form.reason }
    if (form.remedy === 'found') {
      return { remedy: { kind: 'found', eventId: form.eventId }, reason: form.reason }
    }
    const { grade, status } = form
    const awardDate = `${form['awardDate-year']}-${two(form['awardDate-month'])}-${two(form['awardDate-day'])}`
    return { remedy: { kind: 'correct', grade, status, awardDate }, reason: form.reason }
  })

export async function postUpholding(c: AppContext): Promise<Response> {
  const [organisationId, challengeId] = [idParam(c), idParam(c, 'challenge')]
  const form = await readForm(c, UpholdForm)
  if (!form.ok) return atWorkPage(c, form)
  const { app, actor } = c.var
  const done = await attempt(() => upholdChallenge(app, actor, organisationId, challengeId, form.value))
  if (!done.ok) {
    const { remedy, reason: given } = form.value
    const values = {
      remedy: remedy.kind,
      reason: given,
      grade: remedy.kind === 'correct' ? remedy.grade : '',
    }
    return atWorkPage(c, { values, problems: done.problems })
  }
  return seeOther(c, paths.challengeAtWork(organisationId, challengeId), 'challenge.isUpheld')
}

const RejectForm = z.object({ rejectionReason: reason })

export async function postRejection(c: AppContext): Promise<Response> {
  const [organisationId, challengeId] = [idParam(c), idParam(c, 'challenge')]
  const form = await readForm(c, RejectForm)
  if (!form.ok) return atWorkPage(c, form)
  await rejectChallenge(c.var.app, c.var.actor, organisationId, challengeId, {
    reason: form.value.rejectionReason,
  })
  return seeOther(c, paths.challengeAtWork(organisationId, challengeId), 'challenge.isRejected')
}

export async function postRaisedWithdrawal(c: AppContext): Promise<Response> {
  const [organisationId, challengeId] = [idParam(c), idParam(c, 'challenge')]
  await withdrawForLearner(c.var.app, c.var.actor, organisationId, challengeId)
  return seeOther(c, paths.challengeAtWork(organisationId, challengeId), 'challenge.isWithdrawn')
}

export function showLineOfLearner(c: AppContext): Promise<Response> {
  return lineOfLearnerPage(c)
}

async function lineOfLearnerPage(c: AppContext, again?: Again): Promise<Response> {
  const { app, actor } = c.var
  const line = await lineToChallenge(app, actor, idParam(c), idParam(c, 'learner'), idParam(c, 'event'))
  const crumbs = await crumbsOf(c)
  const page = <ChallengeLinePage frame={frameOf(c)} line={line} crumbs={crumbs} again={again} byStaff />
  return html(c, page, again ? 422 : 200)
}

export async function postLineOfLearner(c: AppContext): Promise<Response> {
  const [organisationId, learnerId, eventId] = [idParam(c), idParam(c, 'learner'), idParam(c, 'event')]
  const form = await readForm(c, LineForm)
  if (!form.ok) return lineOfLearnerPage(c, form)
  const challenge = { ...form.value, eventId }
  const done = await attempt(() =>
    raiseForLearner(c.var.app, c.var.actor, organisationId, learnerId, challenge),
  )
  if (!done.ok) return lineOfLearnerPage(c, { values: form.value, problems: done.problems })
  const { challengeId } = done.value
  return seeOther(c, paths.challengeAtWork(organisationId, challengeId), 'challenge.isRaised')
}

export function showMissingOfLearner(c: AppContext): Promise<Response> {
  return missingOfLearnerPage(c)
}

async function missingOfLearnerPage(c: AppContext, again?: Again): Promise<Response> {
  await learnerToChallenge(c.var.app, c.var.actor, idParam(c), idParam(c, 'learner'))
  const issuers = await issuersToAsk(c.var.app)
  const crumbs = await crumbsOf(c)
  const page = (
    <ChallengeMissingPage frame={frameOf(c)} issuers={issuers} crumbs={crumbs} again={again} byStaff />
  )
  return html(c, page, again ? 422 : 200)
}

export async function postMissingOfLearner(c: AppContext): Promise<Response> {
  const [organisationId, learnerId] = [idParam(c), idParam(c, 'learner')]
  const form = await readForm(c, MissingForm)
  if (!form.ok) return missingOfLearnerPage(c, form)
  const challenge = { kind: 'missing', issuerId: form.value.issuer, said: form.value.said } as const
  const done = await attempt(() =>
    raiseForLearner(c.var.app, c.var.actor, organisationId, learnerId, challenge),
  )
  if (!done.ok) return missingOfLearnerPage(c, { values: form.value, problems: done.problems })
  const { challengeId } = done.value
  return seeOther(c, paths.challengeAtWork(organisationId, challengeId), 'challenge.isRaised')
}

async function crumbsOf(c: AppContext) {
  const { organisationId, name } = await organisationOf(c)
  return [
    { href: paths.organisation(organisationId), label: name },
    { href: paths.challengeWork(organisationId), label: c.var.t('challenge.workTitle') },
  ]
}
