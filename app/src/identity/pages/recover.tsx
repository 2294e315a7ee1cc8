import { z } from 'zod'
import { paths } from '../../paths.ts'
import type { AppContext } from '../../ui/context.ts'
import { frameOf, html, readForm, seeOther } from '../../ui/request.ts'
import { cancelRecovery, lookAtCancelling } from '../cancel-recovery.ts'
import { recoverWithCode } from '../recovery-codes.ts'
import { CancelRecoveryPage, RecoverPage } from '../views/recover-page.tsx'

const RecoverForm = z.object({
  address: z.string().trim().min(1, 'identity.addressMissing').max(254, 'identity.addressInvalid'),
  code: z.string().trim().min(1, 'identity.codeMissing').max(100, 'identity.codeWrong'),
})

export function showRecover(c: AppContext): Response {
  return html(c, <RecoverPage frame={frameOf(c)} />)
}

export async function postRecover(c: AppContext): Promise<Response> {
  const form = await readForm(c, RecoverForm)
  if (!form.ok) {
    const { values, problems } = form
    return html(c, <RecoverPage frame={frameOf(c)} address={values['address']} problems={problems} />, 422)
  }
  const secret = await recoverWithCode(c.var.app, form.value, c.var.network)
  if (secret === null) {
    const problems = [{ field: '', key: 'identity.codeWrong' }]
    return html(c, <RecoverPage frame={frameOf(c)} address={form.value.address} problems={problems} />, 422)
  }
  return seeOther(c, paths.recoverWith(secret))
}

export async function showCancelRecovery(c: AppContext): Promise<Response> {
  await lookAtCancelling(c.var.app, c.req.param('token') ?? '')
  return html(c, <CancelRecoveryPage frame={frameOf(c)} />)
}

export async function postCancelRecovery(c: AppContext): Promise<Response> {
  await cancelRecovery(c.var.app, c.req.param('token') ?? '', c.var.network)
  return seeOther(c, paths.signIn(), 'identity.recoveryStopped')
}
