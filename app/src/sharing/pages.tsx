import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import { ensurePerson } from '../access/powers.ts'
import { AppError, type FieldProblem } from '../errors.ts'
import { paths } from '../paths.ts'
import { mergeQuestions } from '../record/merges/answer-merge.ts'
import type { AppContext } from '../ui/context.ts'
import { type FormValues, formFields, frameOf, html, idParam, parseForm, seeOther } from '../ui/request.ts'
import { createShare } from './create-share.ts'
import { listShares, loadShare } from './own-shares.ts'
import { shareDays } from './share-rules.ts'
import { shareForm } from './share-form.ts'
import { replaceLink, stopShare } from './stop-share.ts'
import { SharePage } from './views/share-page.tsx'
import { SharesPage } from './views/shares-page.tsx'
import { NewSharePage } from './views/new-share-page.tsx'

export async function shares(c: AppContext): Promise<Response> {
  const { app, actor } = c.var
  const questions = await mergeQuestions(app, actor)
  const isPaused = questions.some(({ settled }) => !settled)
  return html(c, <SharesPage frame={frameOf(c)} shares={await listShares(app, actor)} isPaused={isPaused} />)
}

const NewShare = z.object({
  audience: z.enum(['link', 'person'], 'sharing.audienceMissing'),
  recipient: z
    .string('sharing.recipientMissing')
    .trim()
    .min(1, 'sharing.recipientMissing')
    .max(200, 'sharing.textTooLong'),
  purpose: z
    .string('sharing.purposeMissing')
    .trim()
    .min(1, 'sharing.purposeMissing')
    .max(300, 'sharing.textTooLong'),
  days: z.coerce
    .number('sharing.daysInvalid')
    .int('sharing.daysInvalid')
    .min(1, 'sharing.daysInvalid')
    .max(shareDays.most, 'sharing.daysInvalid'),
  mayDownload: z
    .literal('yes')
    .optional()
    .transform((value) => value === 'yes'),
})

export function newShare(c: AppContext): Promise<Response> {
  return drawForm(c, { audience: 'link', days: String(shareDays.usual) }, undefined)
}

async function drawForm(
  c: AppContext,
  values: FormValues,
  problems: readonly FieldProblem[] | undefined,
): Promise<Response> {
  const { app, actor } = c.var
  const pageId = idParam(c, 'pageId')
  const page = await shareForm(app, actor, pageId)
  return html(
    c,
    <NewSharePage frame={frameOf(c)} page={page} values={values} problems={problems} />,
    problems ? 422 : 200,
  )
}

export async function postShare(c: AppContext): Promise<Response> {
  const { app, actor } = c.var
  const pageId = idParam(c, 'pageId')
  const fields = await formFields(c)
  const form = parseForm(fields, NewShare)
  if (!form.ok) return drawForm(c, form.values, form.problems)
  try {
    const { grantId, token } = await createShare(app, actor, pageId, form.value)
    if (token !== undefined) keepLinkOnce(c, grantId, token)
    return seeOther(c, paths.share(grantId), 'sharing.created')
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error
    const values = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]))
    return drawForm(c, values, error.problems)
  }
}

export async function share(c: AppContext): Promise<Response> {
  const { app, actor, t } = c.var
  const id = idParam(c)
  const detail = await loadShare(app, actor, id, t)
  const token = takeLinkOnce(c, id)
  return html(
    c,
    <SharePage
      frame={frameOf(c)}
      share={detail}
      link={token === undefined ? undefined : `${app.config.publicUrl}${paths.link(token)}`}
    />,
  )
}

export async function postShareEnd(c: AppContext): Promise<Response> {
  const { app, actor } = c.var
  const id = idParam(c)
  await stopShare(app, actor, id)
  return seeOther(c, paths.share(id), 'sharing.stoppedNow')
}

export async function postShareLink(c: AppContext): Promise<Response> {
  const { app, actor } = c.var
  const id = idParam(c)
  const { token } = await replaceLink(app, actor, id)
  keepLinkOnce(c, id, token)
  return seeOther(c, paths.share(id), 'sharing.linkReplaced')
}

const linkCookie = 'vademecum_link'

/** The link's secret goes to the next page, once, sealed in a cookie: it is kept nowhere else. */
function keepLinkOnce(c: AppContext, grantId: string, token: string): void {
  const { app } = c.var
  setCookie(c, linkCookie, app.keys.wrap(Buffer.from(token), contextOf(c, grantId)).toString('base64url'), {
    path: paths.share(grantId),
    httpOnly: true,
    sameSite: 'Lax',
    secure: app.config.publicUrl.startsWith('https:'),
    maxAge: 300,
  })
}

function takeLinkOnce(c: AppContext, grantId: string): string | undefined {
  const sealed = getCookie(c, linkCookie)
  if (sealed === undefined) return undefined
  deleteCookie(c, linkCookie, { path: paths.share(grantId) })
  try {
    return c.var.app.keys.unwrap(Buffer.from(sealed, 'base64url'), contextOf(c, grantId)).toString()
  } catch {
    return undefined
  }
}

const contextOf = (c: AppContext, grantId: string) =>
  `new link:${ensurePerson(c.var.actor).personId}:${grantId}`
