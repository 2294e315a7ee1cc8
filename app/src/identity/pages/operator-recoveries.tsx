import { z } from 'zod'
import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import type { AppContext } from '../../ui/context.ts'
import { type FormValues, frameOf, html, idParam, readForm, seeOther } from '../../ui/request.ts'
import { isAddress, normalAddress } from '../address.ts'
import { readRecoveries, requestRecovery, withdrawRecovery } from '../request-recovery.ts'
import { OperatorRecoveriesPage } from '../views/operator-recoveries-page.tsx'
import { attempt } from './attempt.ts'

export function showRecoveries(c: AppContext): Promise<Response> {
  return page(c)
}

async function page(
  c: AppContext,
  again?: { values: FormValues; problems: readonly FieldProblem[] },
): Promise<Response> {
  const { app, actor } = c.var
  const requests = await readRecoveries(app, actor)
  return html(
    c,
    <OperatorRecoveriesPage frame={frameOf(c)} requests={requests} now={app.now()} again={again} />,
    again ? 422 : 200,
  )
}

const address = z.string().transform(normalAddress).refine(isAddress, 'identity.addressInvalid')
const RecoveryForm = z.object({
  address,
  newAddress: address,
  reason: z.string().trim().min(10, 'identity.reasonNeeded').max(500, 'identity.reasonTooLong'),
})

export async function postRecovery(c: AppContext): Promise<Response> {
  const form = await readForm(c, RecoveryForm)
  if (!form.ok) return page(c, form)
  const done = await attempt(() => requestRecovery(c.var.app, c.var.actor, form.value))
  if (!done.ok) return page(c, { values: form.value, problems: done.problems })
  return seeOther(c, paths.operatorRecoveries(), 'identity.recoveryIsRequested')
}

export async function postRecoveryEnd(c: AppContext): Promise<Response> {
  await withdrawRecovery(c.var.app, c.var.actor, idParam(c))
  return seeOther(c, paths.operatorRecoveries(), 'identity.recoveryIsWithdrawn')
}
