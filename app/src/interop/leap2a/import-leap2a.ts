import { type ByteSource, Leap2aError, leavesOf, type ZipEntry } from '@vademecum/leap2a'
import { ensureOwnerKey } from '../../access/owner-key.ts'
import { asSelf, ensurePerson, ensureScope } from '../../access/powers.ts'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { AppError, conflict } from '../../errors.ts'
import type { Actor, PersonActor } from '../../identity/actor.ts'
import { newId } from '../../platform/id.ts'
import { usedBytes } from '../../portfolio/file/file-room.ts'
import { insertKeptFiles, keepFile, quota } from '../../portfolio/file/keep-file.ts'
import { headLength, mediaTypeOf } from '../../portfolio/file/media-types.ts'
import type { Item, ItemFile, ItemKind } from '../../portfolio/item/item.ts'
import { bodyFrom } from '../../portfolio/item/item-content.ts'
import {
  findEveryItemId,
  insertItems,
  insertRelations,
  type RelationKey,
} from '../../portfolio/item/many-items.ts'
import { emptyDraft } from '../../portfolio/page/draft.ts'
import { findEveryPageId, insertPages } from '../../portfolio/page/many-pages.ts'
import type { Block } from '../../portfolio/showable.ts'
import { findKnown, type ImportedEntry, insertImported } from '../store.ts'
import { type ImportPlan, type KeptAside, type PlannedItem, planImport } from './plan-import.ts'
import { type ReadExport, readExport, refused } from './read-export.ts'

/** A file that is not kept, and why. */
export interface FileProblem {
  readonly entry: string
  readonly file: string
  /** A word key. */
  readonly key: string
}

export interface ImportReport {
  readonly items: number
  readonly pages: number
  readonly files: number
  /** Entries that were here already, and stay as they are. */
  readonly known: number
  readonly kinds: Readonly<Partial<Record<ItemKind, number>>>
  readonly keptAside: readonly KeptAside[]
  readonly errors: readonly FileProblem[]
}

/** What would come of an export, without keeping any of it. */
export async function previewLeap2a(app: App, actor: Actor, source: ByteSource): Promise<ImportReport> {
  const person = ensurePerson(actor)
  ensureScope(person, 'portfolio:read')
  const read = await readExport(source)
  const plan = await planFor(app, person, read)
  const { kept, errors } = await eachFile(plan, read, async ({ id }, file) => ({
    id,
    kept: await isAccepted(file),
  }))
  return reportOf(plan, kept.length, errors)
}

/**
 * Brings an export into the portfolio of the one who acts; `by` is who pressed the button, where that is somebody else.
 * What is here already stays as it is: the same export twice is the same as once.
 */
export async function importLeap2a(
  app: App,
  actor: Actor,
  source: ByteSource,
  by: Actor = actor,
): Promise<ImportReport> {
  const person = ensurePerson(actor)
  ensureScope(person, 'portfolio:write')
  const read = await readExport(source)
  const plan = await planFor(app, person, read)
  const { key, used } = await app.db.write(asSelf(person), async (tx) => ({
    key: await ensureOwnerKey(app, tx, person.personId),
    used: await usedBytes(tx, person),
  }))
  let left = quota - used
  const { kept, errors } = await eachFile(plan, read, async ({ id }, zipped) => {
    const upload = { name: zipped.name, content: zipped.read() }
    const room = left
    // Set aside before it is read, since several are kept at once; no file may be larger than it claims.
    left -= zipped.size
    const file = await keepFile(app, person.personId, key, upload, room).catch((error: unknown) => {
      left += zipped.size
      throw error
    })
    left -= file.preview?.size ?? 0
    return { id, kept: file }
  })
  const files = new Map(kept.map(({ id, kept: file }) => [id, file]))
  await keepPlan(app, person, by, read, plan, files)
  return reportOf(plan, files.size, errors)
}

async function planFor(app: App, person: PersonActor, { feed, file }: ReadExport): Promise<ImportPlan> {
  const known = await app.db.read(asSelf(person), async (tx) => ({
    imported: await findKnown(tx, person),
    items: new Set(await findEveryItemId(tx, person)),
    pages: new Set(await findEveryPageId(tx, person)),
  }))
  return planImport(feed, {
    language: person.language,
    hasFile: (href) => file(href) !== undefined,
    isKnown(id) {
      const own = ownId(id)
      if (own !== undefined && known.items.has(own)) return 'item'
      if (own !== undefined && known.pages.has(own)) return 'page'
      if (own === person.personId) return 'other'
      const found = known.imported(id)
      if (!found) return undefined
      return found.thingKind === 'item' || found.thingKind === 'page' ? found.thingKind : 'other'
    },
  })
}

/** A thing that was made here is called by its id when it leaves, and known by it when it returns. */
export function ownId(id: string): string | undefined {
  return /^urn:uuid:([0-9a-f-]{36})$/.exec(id)?.[1]
}

/** Several at once: each waits for the disk. A file that cannot be kept is told, and does not stop the others. */
async function eachFile<T>(
  plan: ImportPlan,
  { file }: ReadExport,
  act: (item: PlannedItem, zipped: ZipEntry) => Promise<T>,
): Promise<{ kept: T[]; errors: FileProblem[] }> {
  const waiting = plan.items.filter(({ fileHref }) => fileHref !== undefined)
  const kept: T[] = []
  const errors: FileProblem[] = []
  const next = async (): Promise<void> => {
    for (let item = waiting.shift(); item; item = waiting.shift()) {
      const href = item.fileHref ?? ''
      const zipped = file(href)
      try {
        if (zipped) kept.push(await act(item, zipped))
        else errors.push({ entry: item.text.title, file: href, key: 'interop.fileNotThere' })
      } catch (error) {
        const key = problemOf(error)
        if (key === undefined) throw refused(error)
        errors.push({ entry: item.text.title, file: href, key })
      }
    }
  }
  await Promise.all(Array.from({ length: 8 }, next))
  return { kept, errors: errors.sort((a, b) => (a.file < b.file ? -1 : 1)) }
}

/** Why one file cannot be kept; undefined when it is the archive that cannot be read. */
function problemOf(error: unknown): string | undefined {
  if (error instanceof Leap2aError || !(error instanceof AppError)) return undefined
  if (error.code === 'invalid') return error.problems[0]?.key ?? error.key
  return error.code === 'too_large' ? error.key : undefined
}

async function isAccepted(file: ZipEntry): Promise<true> {
  const head: Uint8Array[] = []
  let length = 0
  for await (const part of file.read()) {
    head.push(part)
    length += part.length
    if (length >= headLength) break
  }
  const key = length === 0 ? 'portfolio.fileEmpty' : 'portfolio.fileTypeRefused'
  const type = length === 0 ? undefined : await mediaTypeOf(Buffer.concat(head), file.name)
  if (!type) throw new AppError('invalid', { problems: [{ field: 'file', key }] })
  return true
}

async function keepPlan(
  app: App,
  person: PersonActor,
  by: Actor,
  { feed }: ReadExport,
  plan: ImportPlan,
  files: ReadonlyMap<string, ItemFile>,
): Promise<void> {
  const ownerId = person.personId
  const now = app.now()
  const ids = new Map(plan.items.map(({ id }) => [id, newId(now.getTime())]))
  const items = plan.items.map((planned) => itemOf(planned, ownerId, ids, files.get(planned.id), now))
  await app.db.write(asSelf(person), async (tx) => {
    const known = await findKnown(tx, person)
    const own = new Set(await findEveryItemId(tx, person))
    const idOf = (id: string): string | undefined => {
      const mine = ownId(id)
      return ids.get(id) ?? (mine !== undefined && own.has(mine) ? mine : known(id)?.thingId) ?? undefined
    }
    const pages = plan.pages.map((page) => {
      const blocks = page.blocks.flatMap((block): Block[] => {
        const id = newId(now.getTime())
        if (block.kind !== 'item') return [{ id, ...block }]
        const thingId = idOf(block.entryId)
        return thingId ? [{ id, kind: 'item', thingId }] : []
      })
      const draft = { ...emptyDraft(page.language), title: page.title, blocks }
      return { id: newId(now.getTime()), ownerId, draft, ...timesOf(page.entry, now) }
    })
    const imported: ImportedEntry[] = [
      ...plan.items.map(({ id, entry }): ImportedEntry => {
        const thingId = ids.get(id)
        return { id, thingKind: 'item', ...(thingId ? { thingId } : {}), entry }
      }),
      ...plan.pages.map(({ id, entry }, index): ImportedEntry => {
        const thingId = pages[index]?.id
        return { id, thingKind: 'page', ...(thingId ? { thingId } : {}), entry }
      }),
      ...plan.others.map((entry): ImportedEntry => ({ id: entry.id, thingKind: 'none', entry })),
    ]
    if ((await insertImported(tx, ownerId, imported, now)) < imported.length) {
      conflict('interop.changedMeanwhile')
    }
    const { entries: _entries, ...head } = feed
    if (leavesOf(head).length > 0 && !known(`feed ${head.id}`)) {
      const entry = { ...head, id: `feed ${head.id}` }
      await insertImported(tx, ownerId, [{ id: entry.id, thingKind: 'feed', entry }], now)
    }
    await insertKeptFiles(tx, ownerId, [...files.values()], now)
    await insertItems(tx, items)
    await insertPages(tx, pages)
    const relations = plan.relations.flatMap(({ from, relation, to, displayOrder }): RelationKey[] => {
      const itemId = idOf(from)
      const otherId = idOf(to)
      if (!itemId || !otherId) return []
      return [{ ownerId, itemId, relation, otherId, ...(displayOrder === undefined ? {} : { displayOrder }) }]
    })
    await insertRelations(tx, relations)
    if (imported.length === 0) return
    await recordEvent(tx, by, {
      action: 'portfolio.imported',
      about: [ownerId],
      permission: by.kind === 'person' ? 'own' : 'system',
      thing: { kind: 'portfolio', id: ownerId },
      detail: { format: 'leap2a', items: items.length, pages: pages.length, files: files.size },
      at: now,
    })
  })
}

function itemOf(
  { id, entry, kind, text }: PlannedItem,
  ownerId: string,
  ids: ReadonlyMap<string, string>,
  file: ItemFile | undefined,
  now: Date,
): Item {
  return {
    id: ids.get(id) ?? newId(now.getTime()),
    ownerId,
    title: text.title,
    language: text.language,
    ...(text.occurredOn ? { occurredOn: text.occurredOn } : {}),
    ...bodyFrom(kind, text, file),
    version: 1,
    ...timesOf(entry, now),
  }
}

/** As the feed says them, where it says instants that have been. */
function timesOf(
  { published, updated }: { readonly published?: string; readonly updated?: string },
  now: Date,
): { createdAt: Date; updatedAt: Date } {
  const at = (text: string | undefined) => {
    const time = text === undefined ? Number.NaN : Date.parse(text)
    return time > 0 && time <= now.getTime() ? new Date(time) : undefined
  }
  const updatedAt = at(updated) ?? now
  const createdAt = at(published) ?? updatedAt
  return { createdAt: createdAt < updatedAt ? createdAt : updatedAt, updatedAt }
}

function reportOf(plan: ImportPlan, files: number, errors: readonly FileProblem[]): ImportReport {
  const kinds: Partial<Record<ItemKind, number>> = {}
  for (const { kind } of plan.items) kinds[kind] = (kinds[kind] ?? 0) + 1
  return {
    items: plan.items.length,
    pages: plan.pages.length,
    files,
    known: plan.known,
    kinds,
    keptAside: plan.keptAside,
    errors,
  }
}
