import { z } from 'zod'
import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import type { AppContext } from '../../ui/context.ts'
import { type FormValues, formFields, frameOf, html, idParam, parseForm, seeOther } from '../../ui/request.ts'
import { createToken, readTokens, revokeToken } from '../api-token.ts'
import { scopes } from '../scopes.ts'
import { NewTokenPage, TokensPage } from '../views/tokens-page.tsx'
import { attempt } from './attempt.ts'

const dayMs = 24 * 60 * 60_000

export function showTokens(c: AppContext): Promise<Response> {
  return page(c)
}

async function page(
  c: AppContext,
  again?: { values: FormValues; chosen: readonly string[]; problems: readonly FieldProblem[] },
): Promise<Response> {
  const tokens = await readTokens(c.var.app, c.var.actor)
  return html(c, <TokensPage frame={frameOf(c)} tokens={tokens} again={again} />, again ? 422 : 200)
}

const TokenForm = z.object({
  label: z.string().trim().min(1, 'identity.tokenLabelNeeded').max(100, 'identity.tokenLabelNeeded'),
  scopes: z.array(z.enum(scopes), 'identity.tokenScopeNeeded').min(1, 'identity.tokenScopeNeeded'),
  days: z.enum(['30', '90', '365'], 'identity.tokenEndNeeded'),
  password: z.string('identity.passwordMissing').min(1, 'identity.passwordMissing'),
})

/** The answer itself shows the token: it is kept nowhere from which a redirect could fetch it. */
export async function postToken(c: AppContext): Promise<Response> {
  const { app, actor } = c.var
  const fields = await formFields(c)
  const chosen = [fields['scopes'] ?? []].flat()
  const form = parseForm({ ...fields, scopes: chosen }, TokenForm)
  if (!form.ok) return page(c, { ...form, chosen })
  const { label, days, password } = form.value
  const expiresAt = new Date(app.now().getTime() + Number(days) * dayMs)
  const done = await attempt(() =>
    createToken(app, actor, password, { label, scopes: form.value.scopes, expiresAt }),
  )
  if (!done.ok) return page(c, { values: { label, days }, chosen, problems: done.problems })
  return html(
    c,
    <NewTokenPage frame={frameOf(c)} label={label} token={done.value.token} expiresAt={expiresAt} />,
  )
}

export async function postTokenEnd(c: AppContext): Promise<Response> {
  await revokeToken(c.var.app, c.var.actor, idParam(c))
  return seeOther(c, paths.accountTokens(), 'identity.tokenIsRevoked')
}
