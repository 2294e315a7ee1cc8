import type { App } from '../../app.ts'
import type { Reader } from '../../platform/db.ts'
import type { Block, Showable, Viewing } from '../showable.ts'

/** A thing together with how its noun shows it. */
export interface LoadedThing {
  readonly showable: Showable
  readonly thing: unknown
}

/** By kind and id: `thingOf` looks one up. */
export type Things = ReadonlyMap<string, LoadedThing>

/** What the blocks refer to, each from its source; one that is not there any more is left out. */
export async function loadThings(
  app: App,
  tx: Reader,
  blocks: readonly Block[],
  viewing: Viewing,
): Promise<Things> {
  const wanted = new Map<string, Set<string>>()
  for (const block of blocks) {
    if (!('thingId' in block)) continue
    const ids = wanted.get(block.kind) ?? new Set()
    wanted.set(block.kind, ids.add(block.thingId))
  }
  const loaded = await Promise.all(
    [...wanted].map(async ([kind, ids]) => {
      const showable = app.showables.get(kind)
      if (!showable) return []
      const things = await showable.load(app, tx, [...ids], viewing)
      return [...things].map(([id, thing]) => [keyOf(kind, id), { showable, thing }] as const)
    }),
  )
  return new Map(loaded.flat())
}

export function thingOf(things: Things, block: Block): LoadedThing | undefined {
  return 'thingId' in block ? things.get(keyOf(block.kind, block.thingId)) : undefined
}

const keyOf = (kind: string, id: string) => `${kind} ${id}`
