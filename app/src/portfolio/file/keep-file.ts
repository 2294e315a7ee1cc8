import { Readable } from 'node:stream'
import type { App } from '../../app.ts'
import { AppError, invalid } from '../../errors.ts'
import type { Writer } from '../../platform/db.ts'
import type { ItemFile } from '../item/item.ts'
import { safeFileName } from './file-name.ts'
import { headLength, type MediaType, mediaTypeOf } from './media-types.ts'
import { drawPreview } from './preview.ts'
import { insertFiles } from './store.ts'
import { onlyText } from './text-check.ts'

/** How much one owner can keep. */
export const quota = 1024 * 1024 * 1024

export interface Upload {
  readonly name: string
  readonly content: AsyncIterable<Uint8Array>
}

/**
 * Puts a file in the store, of which `left` bytes may be used. It is checked and encrypted while it arrives and is never
 * whole in memory; nothing is left of one that is refused. `insertKeptFiles` then says in a transaction that it is there.
 */
export async function keepFile(
  app: App,
  ownerId: string,
  key: Uint8Array,
  upload: Upload,
  left: number,
): Promise<ItemFile> {
  if (left <= 0) quotaUsedUp()
  const { type, content } = await identify(upload)
  const limit = Math.min(left, app.config.maxUpload)
  const stored = await app.files.put(ownerId, key, content, { limit }).catch((error: unknown) => {
    if (limit === left && error instanceof AppError && error.code === 'too_large') quotaUsedUp()
    throw error
  })
  const preview = type.family === 'picture' ? await keepPreview(app, ownerId, key, stored.sha256) : undefined
  return {
    name: safeFileName(upload.name, type.extension),
    mediaType: type.mediaType,
    size: stored.size,
    sha256: stored.sha256,
    ...(preview ? { preview } : {}),
  }
}

/** With their previews. */
export async function insertKeptFiles(
  tx: Writer,
  ownerId: string,
  files: readonly ItemFile[],
  at: Date,
): Promise<void> {
  const all = files.flatMap((file) => [
    file,
    ...(file.preview ? [{ ...file.preview, mediaType: 'image/webp' }] : []),
  ])
  await insertFiles(tx, ownerId, all, at)
}

function quotaUsedUp(): never {
  throw new AppError('too_large', { key: 'portfolio.quotaUsedUp', values: { limit: quota } })
}

/** Looks at the beginning before anything is written; text is watched to its end. */
async function identify(upload: Upload): Promise<{ type: MediaType; content: AsyncIterable<Uint8Array> }> {
  const parts = upload.content[Symbol.asyncIterator]()
  const head: Uint8Array[] = []
  let length = 0
  while (length < headLength) {
    const next = await parts.next()
    if (next.done) break
    head.push(next.value)
    length += next.value.length
  }
  if (length === 0) invalid({ field: 'file', key: 'portfolio.fileEmpty' })
  const type = await mediaTypeOf(Buffer.concat(head), upload.name)
  if (!type) invalid({ field: 'file', key: 'portfolio.fileTypeRefused' })
  const whole = (async function* () {
    yield* head
    yield* { [Symbol.asyncIterator]: () => parts }
  })()
  return { type, content: type.family === 'text' ? onlyText(whole) : whole }
}

async function keepPreview(app: App, ownerId: string, key: Uint8Array, sha256: string) {
  const { stream } = await app.files.open(ownerId, key, sha256)
  const picture = await drawPreview(stream)
  if (!picture) return undefined
  const { bytes, width, height } = picture
  const stored = await app.files.put(ownerId, key, Readable.from([bytes]), { limit: bytes.length })
  return { ...stored, width, height }
}
