import { z } from 'zod'
import { paths } from '../../paths.ts'
import type { AppContext } from '../../ui/context.ts'
import { frameOf, html, idParam, readForm, seeOther } from '../../ui/request.ts'
import { answerMerge, mergeQuestions } from '../merges/answer-merge.ts'
import { confirmMerge, refuseMerge } from '../merges/decide-merge.ts'
import { mergesOf } from '../merges/list-merges.ts'
import { proposeMerge } from '../merges/propose-merge.ts'
import { unmerge } from '../merges/unmerge.ts'
import { MergeQuestionsPage } from '../views/merge-questions-page.tsx'
import { type MergesAgain, MergesPage } from '../views/merges-page.tsx'
import { attempt } from './attempt.ts'
import { registrarOrganisation } from './learners.tsx'

export function showMerges(c: AppContext): Promise<Response> {
  return mergesPage(c)
}

async function mergesPage(c: AppContext, again?: MergesAgain): Promise<Response> {
  const organisation = await registrarOrganisation(c)
  const merges = await mergesOf(c.var.app, c.var.actor, organisation.organisationId)
  const page = <MergesPage frame={frameOf(c)} organisation={organisation} merges={merges} again={again} />
  return html(c, page, again ? 422 : 200)
}

const Proposal = z.object({ uln: z.string(), otherUln: z.string(), reason: z.string() })

export async function postMerge(c: AppContext): Promise<Response> {
  const organisation = await registrarOrganisation(c)
  const form = await readForm(c, Proposal)
  if (!form.ok) return mergesPage(c, form)
  const done = await attempt(() =>
    proposeMerge(c.var.app, c.var.actor, organisation.organisationId, form.value),
  )
  if (!done.ok) return mergesPage(c, { values: form.value, problems: done.problems })
  return seeOther(c, paths.merges(organisation.organisationId), 'register.mergeIsProposed')
}

const Decision = z.object({ decision: z.enum(['confirm', 'refuse']) })

export async function postMergeDecision(c: AppContext): Promise<Response> {
  const organisationId = idParam(c)
  const mergeId = idParam(c, 'merge')
  const form = await readForm(c, Decision)
  if (!form.ok) return mergesPage(c, { mergeId, problems: form.problems })
  const confirms = form.value.decision === 'confirm'
  await (confirms ? confirmMerge : refuseMerge)(c.var.app, c.var.actor, organisationId, mergeId)
  return seeOther(
    c,
    paths.merges(organisationId),
    confirms ? 'register.mergeIsMerged' : 'register.mergeIsRefused',
  )
}

const Undoing = z.object({ reason: z.string() })

export async function postUnmerging(c: AppContext): Promise<Response> {
  const organisationId = idParam(c)
  const mergeId = idParam(c, 'merge')
  const form = await readForm(c, Undoing)
  if (!form.ok) return mergesPage(c, { mergeId, problems: form.problems })
  const done = await attempt(() => unmerge(c.var.app, c.var.actor, organisationId, mergeId, form.value))
  if (!done.ok) return mergesPage(c, { mergeId, problems: done.problems })
  return seeOther(c, paths.merges(organisationId), 'register.mergeIsUnmerged')
}

export async function showMergeQuestions(c: AppContext): Promise<Response> {
  const questions = await mergeQuestions(c.var.app, c.var.actor)
  return html(c, <MergeQuestionsPage frame={frameOf(c)} questions={questions} />)
}

const Answer = z.object({ answer: z.enum(['yes', 'no']) })

export async function postMergeAnswer(c: AppContext): Promise<Response> {
  const form = await readForm(c, Answer)
  if (!form.ok) return showMergeQuestions(c)
  const isMe = form.value.answer === 'yes'
  await answerMerge(c.var.app, c.var.actor, idParam(c), { isMe })
  return seeOther(c, paths.mergeQuestions(), 'register.questionAnswered')
}
