import { ownerKey } from '../../access/owner-key.ts'
import { asSelf, ensurePerson } from '../../access/powers.ts'
import type { App } from '../../app.ts'
import { notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Reader } from '../../platform/db.ts'
import { type FileItem, type FileVariant, hasFile } from '../item/item.ts'
import { loadItem } from '../item/load-item.ts'
import { asItCame } from './as-it-came.ts'
import { byteRange } from './byte-range.ts'
import { disposition } from './file-name.ts'

/** A part of a file, or why there is none; `headers` go out as they are. */
export interface OpenedFile {
  readonly status: 200 | 206 | 416
  readonly headers: Readonly<Record<string, string>>
  readonly body: ReadableStream<Uint8Array> | null
}

/**
 * Opens the file of an item for whoever may see the item: the caller has loaded it in `tx`, under powers that also open
 * the owner's key. Others than the owner get `variantForOthers(item)`. `range` is the request's `Range` header.
 */
export async function openItemFile(
  app: App,
  tx: Reader,
  item: FileItem,
  variant: FileVariant,
  range?: string,
): Promise<OpenedFile> {
  const { file } = item.content
  const part = variant === 'original' ? file : file.preview
  if (!part) notFound('the file has no preview')
  const headers = {
    'content-type': variant === 'preview' ? 'image/webp' : contentType(file.mediaType),
    'content-disposition':
      variant === 'preview'
        ? disposition('inline', `${file.name}.webp`)
        : disposition('attachment', file.name),
    ...asItCame,
    'accept-ranges': 'bytes',
  }
  const wanted = byteRange(range, part.size)
  if (wanted === 'unsatisfiable') {
    return { status: 416, headers: { ...headers, 'content-range': `bytes */${part.size}` }, body: null }
  }
  const key = await ownerKey(app, tx, item.ownerId)
  const { stream } = await app.files.open(item.ownerId, key, part.sha256, wanted)
  const body = toWeb(stream)
  if (!wanted) return { status: 200, headers: { ...headers, 'content-length': String(part.size) }, body }
  return {
    status: 206,
    headers: {
      ...headers,
      'content-length': String(wanted.end - wanted.start + 1),
      'content-range': `bytes ${wanted.start}-${wanted.end}/${part.size}`,
    },
    body,
  }
}

/** The owner opening their own. */
export async function openOwnFile(
  app: App,
  actor: Actor,
  id: string,
  variant: FileVariant,
  range?: string,
): Promise<OpenedFile> {
  const item = await loadItem(app, actor, id)
  if (!hasFile(item)) notFound('the item has no file')
  return app.db.read(asSelf(ensurePerson(actor)), (tx) => openItemFile(app, tx, item, variant, range))
}

function contentType(mediaType: string): string {
  return mediaType.startsWith('text/') ? `${mediaType}; charset=utf-8` : mediaType
}

/** Pulled by the reader, and closed when the reader goes away. */
function toWeb(stream: AsyncIterable<Uint8Array> & { destroy(): unknown }): ReadableStream<Uint8Array> {
  const parts = stream[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await parts.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    cancel: () => void stream.destroy(),
  })
}
