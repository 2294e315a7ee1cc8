import { Readable } from 'node:stream'
import { ensureOwnerKey } from '../../access/owner-key.ts'
import { asSelf, ensurePerson, ensureScope } from '../../access/powers.ts'
import type { App } from '../../app.ts'
import { AppError, invalid } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { keepItem } from '../item/create-item.ts'
import type { Item, ItemFile, ItemText } from '../item/item.ts'
import { bodyFrom } from '../item/item-content.ts'
import { safeFileName } from './file-name.ts'
import { headLength, type MediaType, mediaTypeOf } from './media-types.ts'
import { drawPreview } from './preview.ts'
import { insertFile, usedBytes } from './store.ts'
import { onlyText } from './text-check.ts'

/** How much one owner can keep. */
export const quota = 1024 * 1024 * 1024

/**
 * Keeps a file and what is said of it as a piece of evidence. The file is checked and encrypted while it arrives and is
 * never whole in memory; nothing is left of one that is refused.
 */
export async function addEvidence(
  app: App,
  actor: Actor,
  text: ItemText,
  upload: { name: string; content: AsyncIterable<Uint8Array> },
): Promise<Item> {
  const person = ensurePerson(actor)
  ensureScope(person, 'portfolio:write')
  const ownerId = person.personId
  const { key, left } = await app.db.write(asSelf(person), async (tx) => ({
    key: await ensureOwnerKey(app, tx, ownerId),
    left: quota - (await usedBytes(tx, person)),
  }))
  if (left <= 0) quotaUsedUp()

  const { type, content } = await identify(upload)
  const limit = Math.min(left, app.config.maxUpload)
  const stored = await app.files.put(ownerId, key, content, { limit }).catch((error: unknown) => {
    if (limit === left && error instanceof AppError && error.code === 'too_large') quotaUsedUp()
    throw error
  })
  const preview = type.family === 'picture' ? await keepPreview(app, ownerId, key, stored.sha256) : undefined
  const file: ItemFile = {
    name: safeFileName(upload.name, type.extension),
    mediaType: type.mediaType,
    size: stored.size,
    sha256: stored.sha256,
    ...(preview ? { preview } : {}),
  }
  const title = text.title || file.name.slice(0, file.name.lastIndexOf('.'))

  return app.db.write(asSelf(person), async (tx) => {
    const at = app.now()
    await insertFile(tx, { ownerId, ...stored, mediaType: type.mediaType, at })
    if (preview) await insertFile(tx, { ownerId, ...preview, mediaType: 'image/webp', at })
    return keepItem(app, tx, person, { ...text, title }, bodyFrom('resource', { ...text, title }, file))
  })
}

function quotaUsedUp(): never {
  throw new AppError('too_large', { key: 'portfolio.quotaUsedUp', values: { limit: quota } })
}

/** Looks at the beginning before anything is written; text is watched to its end. */
async function identify(upload: {
  name: string
  content: AsyncIterable<Uint8Array>
}): Promise<{ type: MediaType; content: AsyncIterable<Uint8Array> }> {
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
