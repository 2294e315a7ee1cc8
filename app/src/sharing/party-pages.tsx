import { ensurePerson } from '../access/powers.ts'
import { dayOf, isChild } from '../identity/age.ts'
import { paths } from '../paths.ts'
import type { AppContext } from '../ui/context.ts'
import { frameOf, html, idParam } from '../ui/request.ts'
import { fileWay } from './file-way.ts'
import { listSharedWithMe } from './shared-with-me.ts'
import { answerBundle, answerFile, answerLine, answerShare, type Doorway } from './viewer-pages.tsx'
import { SharedWithMePage } from './views/shared-with-me-page.tsx'
import { lookByParty } from './visit.ts'

export async function sharedWithMe(c: AppContext): Promise<Response> {
  const { app, actor } = c.var
  const lines = await listSharedWithMe(app, actor)
  const child = isChild(ensurePerson(actor).birthDate, dayOf(app.now()))
  return html(c, <SharedWithMePage frame={frameOf(c)} lines={lines} child={child} />)
}

export function showSharedWithMe(c: AppContext): Promise<Response> {
  return answerShare(c, doorway(c))
}

/** As with a link, looking is an act of its own: the person is told first that it is recorded. */
export async function openSharedWithMe(c: AppContext): Promise<Response> {
  const { app, actor } = c.var
  const id = idParam(c)
  await lookByParty(app, actor, id, { opens: true, load: () => undefined })
  return c.redirect(paths.sharedWithMeOne(id), 303)
}

export function showSharedWithMeLine(c: AppContext): Promise<Response> {
  return answerLine(c, doorway(c))
}

export function openSharedWithMeFile(c: AppContext): Promise<Response> {
  return answerFile(c, doorway(c))
}

export function takeSharedWithMeBundle(c: AppContext): Promise<Response> {
  return answerBundle(c, doorway(c))
}

function doorway(c: AppContext): Doorway {
  const { app } = c.var
  const actor = ensurePerson(c.var.actor)
  const id = idParam(c)
  const { personId, credentialId } = actor
  const bearer = { kind: 'party', personId, credentialId, grantId: id } as const
  const files = fileWay(app, bearer, (fileToken) => paths.sharedWithMeFile(id, fileToken))
  return {
    files,
    look: (options) => lookByParty(app, actor, id, options),
    actor,
    bare: false,
    links: {
      self: paths.sharedWithMeOne(id),
      opening: paths.sharedWithMeOpening(id),
      line: (blockId) => paths.sharedWithMeLine(id, blockId),
      file: files.href,
      bundle: paths.sharedWithMeBundle(id),
    },
  }
}
