import { getCookie, setCookie } from 'hono/cookie'
import { AppError } from '../errors.ts'
import { visitor } from '../identity/actor.ts'
import { hashSecret, isSecret, newSecret } from '../identity/secret.ts'
import { paths } from '../paths.ts'
import type { AppContext } from '../ui/context.ts'
import { fileWay } from './file-way.ts'
import { answerBundle, answerFile, answerLine, answerShare, type Doorway } from './viewer-pages.tsx'
import { hashVisit, lookByLink } from './visit.ts'

const visitCookie = 'vademecum_visit'

/** Before it is opened a link shows the neutral page; afterwards what is shared. */
export function showLink(c: AppContext): Promise<Response> {
  return answerShare(c, doorway(c))
}

/** The press of *open*: the only request that makes an opening of a visit. */
export async function openLink(c: AppContext): Promise<Response> {
  const { app } = c.var
  const token = tokenOf(c)
  const visit = visitOf(c) ?? newSecret()
  await lookByLink(app, token, visit, { opens: true, load: () => undefined })
  setCookie(c, visitCookie, visit, {
    // Below this link only: two links that one person was given do not tell that it is one person.
    path: paths.link(token),
    httpOnly: true,
    sameSite: 'Lax',
    secure: app.config.publicUrl.startsWith('https:'),
  })
  return c.redirect(paths.link(token), 303)
}

export function showLinkLine(c: AppContext): Promise<Response> {
  return answerLine(c, doorway(c))
}

export function openLinkFile(c: AppContext): Promise<Response> {
  return answerFile(c, doorway(c))
}

export function takeLinkBundle(c: AppContext): Promise<Response> {
  return answerBundle(c, doorway(c))
}

function doorway(c: AppContext): Doorway {
  const { app } = c.var
  const token = tokenOf(c)
  // Whoever only asks for the headers gets those of the neutral page, and leaves nothing behind.
  const visit = c.req.method === 'HEAD' ? undefined : visitOf(c)
  const bearer =
    visit === undefined
      ? undefined
      : ({ kind: 'link', tokenHash: hashSecret(token), visitHash: hashVisit(visit) } as const)
  const files = fileWay(app, bearer, (fileToken) => paths.linkFile(token, fileToken))
  return {
    look: (options) => lookByLink(app, token, visit, options),
    actor: visitor,
    files,
    cacheAs: token,
    bare: true,
    links: {
      self: paths.link(token),
      opening: paths.linkOpening(token),
      line: (blockId) => paths.linkLine(token, blockId),
      file: files.href,
      bundle: paths.linkBundle(token),
    },
  }
}

function tokenOf(c: AppContext): string {
  const token = c.req.param('token')
  if (token === undefined || !isSecret(token)) throw new AppError('not_found')
  return token
}

function visitOf(c: AppContext): string | undefined {
  const visit = getCookie(c, visitCookie)
  return visit !== undefined && isSecret(visit) ? visit : undefined
}
