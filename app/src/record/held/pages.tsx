import { z } from 'zod'
import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import type { AppContext } from '../../ui/context.ts'
import { type FormValues, frameOf, html, idParam, readForm, seeOther } from '../../ui/request.ts'
import { issuerPowers } from '../issuer-powers.ts'
import { attempt } from '../pages/attempt.ts'
import { staffOrganisation } from '../pages/results.tsx'
import { compareHeld } from './compare-held.ts'
import { decideHeld } from './decide-held.ts'
import { heldRows, heldStates, placeOf } from './held-rows.ts'
import { undoHeld } from './undo-held.ts'
import { HeldRowPage } from './views/held-row-page.tsx'
import { HeldRowsPage } from './views/held-rows-page.tsx'

const rowsOnAPage = 50

export async function showHeldRows(c: AppContext): Promise<Response> {
  const organisation = await staffOrganisation(c)
  const asked = c.req.query('state')
  const state = heldStates.find((each) => each === asked) ?? 'possible'
  const found = await heldRows(c.var.app, c.var.actor, organisation.organisationId, {
    state,
    after: placeOf(c.req.query('after') ?? ''),
    limit: rowsOnAPage,
  })
  return html(c, <HeldRowsPage frame={frameOf(c)} organisation={organisation} state={state} found={found} />)
}

export function showHeldRow(c: AppContext): Promise<Response> {
  return heldRowPage(c)
}

async function heldRowPage(
  c: AppContext,
  again?: { values?: FormValues; problems: readonly FieldProblem[] },
): Promise<Response> {
  const organisation = await staffOrganisation(c)
  const open = await compareHeld(c.var.app, c.var.actor, organisation.organisationId, idParam(c, 'event'))
  const page = (
    <HeldRowPage
      frame={frameOf(c)}
      organisation={organisation}
      open={open}
      values={again?.values}
      problems={again?.problems}
    />
  )
  return html(c, page, again ? 422 : 200)
}

const DecisionForm = z.object({
  decision: z.string('held.decisionMissing').regex(/^(none|attach \S{1,100})$/, 'held.decisionMissing'),
  reason: z.string(),
  seen: z.string(),
})

export async function postHeldDecision(c: AppContext): Promise<Response> {
  const [organisationId, eventId] = [idParam(c), idParam(c, 'event')]
  const { app, actor } = c.var
  issuerPowers(actor, organisationId)
  const form = await readForm(c, DecisionForm)
  if (!form.ok) return heldRowPage(c, form)
  const { reason, seen } = form.value
  const [decision, candidate] = form.value.decision.split(' ')
  const isAttached = decision === 'attach'
  const done = await attempt(() =>
    decideHeld(app, actor, organisationId, eventId, {
      decision: isAttached ? 'attach' : 'none',
      candidate,
      ...{ reason, seen },
    }),
  )
  if (!done.ok) return heldRowPage(c, { values: form.value, problems: done.problems })
  return seeOther(
    c,
    paths.heldRow(organisationId, eventId),
    isAttached ? 'held.isAttached' : 'held.isSetAside',
  )
}

const UndoForm = z.object({ reason: z.string(), seen: z.string() })

export async function postHeldUndoing(c: AppContext): Promise<Response> {
  const [organisationId, eventId] = [idParam(c), idParam(c, 'event')]
  const { app, actor } = c.var
  issuerPowers(actor, organisationId)
  const form = await readForm(c, UndoForm)
  if (!form.ok) return heldRowPage(c, form)
  const done = await attempt(() => undoHeld(app, actor, organisationId, eventId, form.value))
  if (!done.ok) return heldRowPage(c, { values: form.value, problems: done.problems })
  return seeOther(c, paths.heldRow(organisationId, eventId), 'held.isUndone')
}
