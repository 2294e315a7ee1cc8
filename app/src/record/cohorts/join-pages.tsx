import { z } from 'zod'
import { ensurePerson } from '../../access/powers.ts'
import { AppError, type FieldProblem, notFound } from '../../errors.ts'
import { paths } from '../../paths.ts'
import type { AppContext } from '../../ui/context.ts'
import { type FormValues, frameOf, html, idParam, readForm, seeOther } from '../../ui/request.ts'
import { joinCohort } from './join.ts'
import { plainJoinCode } from './join-code.ts'
import { leaveCohort } from './leave.ts'
import { openJoinCode } from './open-code.ts'
import { ownClasses } from './own-classes.ts'
import { JoinPage, OfferPage, OwnClassesPage } from './views/join-pages.tsx'

export function showJoin(c: AppContext): Response {
  return joinPage(c)
}

function joinPage(
  c: AppContext,
  again?: { values: FormValues; problems: readonly FieldProblem[] },
): Response {
  ensurePerson(c.var.actor)
  const page = <JoinPage frame={frameOf(c)} values={again?.values} problems={again?.problems} />
  return html(c, page, again ? 422 : 200)
}

const CodeForm = z.object({
  code: z.string().trim().min(1, 'record.codeMissing').max(60, 'cohort.codeUnknown'),
})

/** On to the address that the QR code has too; a code that is none stays in the form. */
export async function postJoinCodeTyped(c: AppContext): Promise<Response> {
  const form = await readForm(c, CodeForm)
  if (!form.ok) return joinPage(c, form)
  const { code } = form.value
  try {
    await openJoinCode(c.var.app, c.var.actor, code)
  } catch (error) {
    if (!(error instanceof AppError) || !['not_found', 'gone'].includes(error.code)) throw error
    const key = error.code === 'gone' ? 'cohort.codeOver' : 'cohort.codeUnknown'
    return joinPage(c, { values: { code }, problems: [{ field: 'code', key }] })
  }
  return seeOther(c, paths.joinWith(plainJoinCode(code) ?? ''))
}

export async function showOffer(c: AppContext): Promise<Response> {
  const code = codeParam(c)
  const offer = await openJoinCode(c.var.app, c.var.actor, code)
  return html(c, <OfferPage frame={frameOf(c)} offer={offer} code={code} />)
}

export async function postJoining(c: AppContext): Promise<Response> {
  await joinCohort(c.var.app, c.var.actor, codeParam(c))
  return seeOther(c, paths.ownClasses(), 'cohort.joined')
}

function codeParam(c: AppContext): string {
  return c.req.param('code') ?? notFound('code')
}

export async function showOwnClasses(c: AppContext): Promise<Response> {
  const classes = await ownClasses(c.var.app, c.var.actor)
  return html(c, <OwnClassesPage frame={frameOf(c)} classes={classes} />)
}

export async function postLeaving(c: AppContext): Promise<Response> {
  await leaveCohort(c.var.app, c.var.actor, idParam(c, 'joining'))
  return seeOther(c, paths.ownClasses(), 'cohort.left')
}
