import type { FileToPack } from '@vademecum/leap2a'
import { ownerKey } from '../access/owner-key.ts'
import { asSelf, ensurePerson, ensureScope } from '../access/powers.ts'
import type { App } from '../app.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Actor, PersonActor } from '../identity/actor.ts'
import { hasFile, type Item, type ItemFile } from '../portfolio/item/item.ts'
import { findItems, findRelations, type RelationKey } from '../portfolio/item/many-items.ts'
import { ownViewing } from '../portfolio/page/load-page.ts'
import { loadThings, type Things } from '../portfolio/page/load-things.ts'
import { findWholePages } from '../portfolio/page/many-pages.ts'
import type { Page } from '../portfolio/page/page.ts'
import { wordsFor } from '../words.ts'
import { findImported, type ImportedEntry } from './store.ts'

/** All that a person has in their portfolio, as it is read in one transaction. */
export interface TakenPortfolio {
  readonly person: PersonActor
  readonly items: readonly Item[]
  readonly relations: readonly RelationKey[]
  readonly pages: readonly Page[]
  /** What stands on the pages, lines of the record included. */
  readonly things: Things
  readonly imported: readonly ImportedEntry[]
  readonly files: readonly ItemFile[]
  readonly key: Uint8Array | undefined
}

/** Reads it and says in the audit that it was taken; `by` is who asked, where that is somebody else. */
export async function takePortfolio(
  app: App,
  actor: Actor,
  by: Actor,
  format: string,
): Promise<TakenPortfolio> {
  const person = ensurePerson(actor)
  ensureScope(person, 'portfolio:read')
  return app.db.write(asSelf(person), async (tx) => {
    const items = await findItems(tx, person)
    const pages = await findWholePages(tx, person)
    const blocks = pages.flatMap(({ draft }) => draft.blocks)
    const files = filesOf(items)
    await recordEvent(tx, by, {
      action: 'portfolio.exported',
      about: [person.personId],
      permission: by.kind === 'person' ? 'own' : 'system',
      thing: { kind: 'portfolio', id: person.personId },
      detail: { format, items: items.length, pages: pages.length, files: files.length },
      at: app.now(),
    })
    return {
      person,
      items,
      pages,
      files,
      relations: await findRelations(tx, person),
      things: await loadThings(app, tx, blocks, ownViewing(person, wordsFor(person.language))),
      imported: await findImported(tx, person),
      key: files.length > 0 ? await ownerKey(app, tx, person.personId) : undefined,
    }
  })
}

/** Documents first, then the files, of which one at a time is open. */
export async function* withFiles(
  app: App,
  { person, files, key }: TakenPortfolio,
  documents: readonly FileToPack[],
): AsyncGenerator<FileToPack> {
  yield* documents
  for (const file of files) {
    if (!key) return
    const { stream } = await app.files.open(person.personId, key, file.sha256)
    yield { name: filePath(file), content: stream, compress: file.mediaType.startsWith('text/') }
  }
}

/** In the archive: by content, so that two of one name do not meet. */
export function filePath({ name, sha256 }: ItemFile): string {
  return `files/${sha256.slice(0, 16)}/${name}`
}

/** Each once, by its place in the archive. */
function filesOf(items: readonly Item[]): ItemFile[] {
  const files = items.filter(hasFile).map(({ content: { file } }) => file)
  const byPath = new Map(files.map((file) => [filePath(file), file]))
  return [...byPath].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file)
}
