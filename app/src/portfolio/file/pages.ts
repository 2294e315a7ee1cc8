import type { AppContext } from '../../ui/context.ts'
import { idParam } from '../../ui/request.ts'
import { type OpenedFile, openOwnFile } from './open-item-file.ts'

export async function ownFile(c: AppContext): Promise<Response> {
  const { app, actor } = c.var
  return answer(c, await openOwnFile(app, actor, idParam(c), 'original', c.req.header('range')))
}

export async function ownPreview(c: AppContext): Promise<Response> {
  const { app, actor } = c.var
  return answer(c, await openOwnFile(app, actor, idParam(c), 'preview', c.req.header('range')))
}

async function answer(c: AppContext, { status, headers, body }: OpenedFile): Promise<Response> {
  if (c.req.method === 'HEAD') await body?.cancel()
  return c.newResponse(c.req.method === 'HEAD' ? null : body, status, { ...headers })
}
