import { encodeBase64, parseTilePath } from '@vademecum/transparency-log'
import { AppError, notFound } from '../errors.ts'
import type { AppContext } from '../ui/context.ts'
import { idParam } from '../ui/request.ts'
import { verifierLine } from './issuer-log.ts'
import {
  publishedBatch,
  publishedBatchTile,
  publishedCheckpoint,
  publishedLog,
  publishedTile,
} from './published.ts'
import { idBytes } from './row-key.ts'
import { takeCosignature } from './take-cosignature.ts'

/*
 * The log for programs, at the addresses of C2SP tlog-tiles. A tile never changes, whatever its width, so that whoever has
 * read it may keep it.
 */

const open = { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' }
const immutable = { ...open, 'Cache-Control': 'public, max-age=31536000, immutable' }

export async function logCheckpoint(c: AppContext): Promise<Response> {
  const { note } = await publishedCheckpoint(c.var.app, idParam(c))
  const headers = { ...open, 'Cache-Control': 'no-cache', 'Content-Type': 'text/plain; charset=utf-8' }
  return c.body(note, 200, headers)
}

/** The key that signs it, in one line: for programs that see the log for the first time. */
export async function logKey(c: AppContext): Promise<Response> {
  const { log } = await publishedLog(c.var.app, idParam(c))
  const headers = { ...open, 'Cache-Control': 'no-cache', 'Content-Type': 'text/plain; charset=utf-8' }
  return c.body(`${verifierLine(log)}\n`, 200, headers)
}

export async function logTile(c: AppContext): Promise<Response> {
  const id = idParam(c)
  const tile = parseTilePath(c.req.path.slice(`/log/${id}/`.length)) ?? notFound('tile')
  return octets(c, await publishedTile(c.var.app, id, tile))
}

/** What a leaf of the log was made of, after its release. */
export async function logBatch(c: AppContext): Promise<Response> {
  const batch = await publishedBatch(c.var.app, idParam(c), indexParam(c))
  const { index, size, releasedAt } = batch
  const id = encodeBase64(idBytes(batch.logBatchId))
  return c.json(
    { index, id, size, root: encodeBase64(batch.root), releasedAt: releasedAt.toISOString() },
    200,
    immutable,
  )
}

export async function logBatchTile(c: AppContext): Promise<Response> {
  const id = idParam(c)
  const index = indexParam(c)
  const tile = parseTilePath(c.req.path.slice(`/log/${id}/batch/${index}/`.length)) ?? notFound('tile')
  return octets(c, await publishedBatchTile(c.var.app, id, index, tile))
}

/** A witness's cosignature: one line of text. */
export async function postCosignature(c: AppContext): Promise<Response> {
  const { app, network } = c.var
  await app.limit.take({ name: 'cosignature', times: 600, seconds: 600 }, network)
  const text = await c.req.text()
  if (text.length > 1000) throw new AppError('too_large')
  return c.json(await takeCosignature(app, idParam(c), text), 200)
}

function octets(c: AppContext, bytes: Uint8Array): Response {
  return c.body(new Uint8Array(bytes), 200, { ...immutable, 'Content-Type': 'application/octet-stream' })
}

function indexParam(c: AppContext): number {
  const text = c.req.param('index') ?? ''
  return /^(?:0|[1-9]\d{0,8})$/.test(text) ? Number(text) : notFound('batch')
}
