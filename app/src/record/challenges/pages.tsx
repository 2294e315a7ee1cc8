import { z } from 'zod'
import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import type { AppContext } from '../../ui/context.ts'
import { type FormValues, frameOf, html, idParam, readForm, seeOther } from '../../ui/request.ts'
import { ownRecord, ownRecordLine } from '../own/own-record.ts'
import { attempt } from '../pages/attempt.ts'
import { lineKinds } from './challenge.ts'
import { ownChallenge, ownChallenges } from './own-challenges.ts'
import { raiseChallenge } from './raise.ts'
import { issuersToAsk } from './target.ts'
import { ChallengePage, ChallengesPage } from './views/challenge-pages.tsx'
import { ChallengeLinePage, ChallengeMissingPage } from './views/new-challenge-pages.tsx'
import { withdrawOwnChallenge } from './withdraw.ts'

interface Again {
  readonly values: FormValues
  readonly problems: readonly FieldProblem[]
}

export async function showChallenges(c: AppContext): Promise<Response> {
  const challenges = await ownChallenges(c.var.app, c.var.actor)
  const titles = new Map((await ownRecord(c.var.app, c.var.actor)).map((line) => [line.eventId, line.title]))
  const shown = { challenges, titles, now: c.var.app.now() }
  return html(c, <ChallengesPage frame={frameOf(c)} {...shown} />)
}

export async function showChallenge(c: AppContext): Promise<Response> {
  const challenge = await ownChallenge(c.var.app, c.var.actor, idParam(c))
  return html(c, <ChallengePage frame={frameOf(c)} challenge={challenge} now={c.var.app.now()} />)
}

export async function postChallengeWithdrawal(c: AppContext): Promise<Response> {
  await withdrawOwnChallenge(c.var.app, c.var.actor, idParam(c))
  return seeOther(c, paths.challenge(idParam(c)), 'challenge.isWithdrawn')
}

export function showChallengeLine(c: AppContext): Promise<Response> {
  return linePage(c)
}

async function linePage(c: AppContext, again?: Again): Promise<Response> {
  const line = await ownRecordLine(c.var.app, c.var.actor, idParam(c))
  const crumbs = [
    { href: paths.record(), label: c.var.t('record.title') },
    { href: paths.recordEvent(line.eventId), label: line.title },
  ]
  const page = <ChallengeLinePage frame={frameOf(c)} line={line} crumbs={crumbs} again={again} />
  return html(c, page, again ? 422 : 200)
}

export const LineForm = z.object({
  kind: z.enum(lineKinds, 'challenge.chooseKind'),
  said: z.string(),
})

export async function postChallengeLine(c: AppContext): Promise<Response> {
  const form = await readForm(c, LineForm)
  if (!form.ok) return linePage(c, form)
  const eventId = idParam(c)
  const done = await attempt(() => raiseChallenge(c.var.app, c.var.actor, { ...form.value, eventId }))
  if (!done.ok) return linePage(c, { values: form.value, problems: done.problems })
  return seeOther(c, paths.challenge(done.value.challengeId), 'challenge.isRaised')
}

export function showChallengeMissing(c: AppContext): Promise<Response> {
  return missingPage(c)
}

async function missingPage(c: AppContext, again?: Again): Promise<Response> {
  // Read first: signed out, this leads to sign-in like every page of the record.
  await ownChallenges(c.var.app, c.var.actor)
  const issuers = await issuersToAsk(c.var.app)
  const crumbs = [
    { href: paths.record(), label: c.var.t('record.title') },
    { href: paths.challenges(), label: c.var.t('challenge.title') },
  ]
  const page = <ChallengeMissingPage frame={frameOf(c)} issuers={issuers} crumbs={crumbs} again={again} />
  return html(c, page, again ? 422 : 200)
}

export const MissingForm = z.object({ issuer: z.guid('challenge.chooseIssuer'), said: z.string() })

export async function postChallengeMissing(c: AppContext): Promise<Response> {
  const form = await readForm(c, MissingForm)
  if (!form.ok) return missingPage(c, form)
  const { issuer: issuerId, said } = form.value
  const done = await attempt(() =>
    raiseChallenge(c.var.app, c.var.actor, { kind: 'missing', issuerId, said }),
  )
  if (!done.ok) return missingPage(c, { values: form.value, problems: done.problems })
  return seeOther(c, paths.challenge(done.value.challengeId), 'challenge.isRaised')
}
