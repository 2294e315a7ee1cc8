import { canStartThreads, Thread } from '../platform/thread.ts'
import { BatchTree, type GrownTree, type KeyedTile } from './batch-tree.ts'

export interface GrowingTree {
  /** Gives tiles that have become full; those of these rows may come with later ones. */
  append(rows: Uint8Array<ArrayBuffer>): Promise<readonly KeyedTile[]>
  /** The tree, and the tiles that were not given yet. */
  end(): Promise<GrownTree>
  stop(): Promise<void>
}

/** A tree that grows here, or for a large batch in a thread of its own, so that the database need not wait for it. */
export function growTree(secret: Uint8Array, { isLarge }: { isLarge: boolean }): GrowingTree {
  if (isLarge && canStartThreads) return inThread(secret)
  const tree = new BatchTree(secret)
  return {
    append: (rows) => Promise.resolve(tree.append(rows)),
    end: () => Promise.resolve(tree.end()),
    stop: () => Promise.resolve(),
  }
}

/** So much may wait to be hashed: the database writes the next rows meanwhile, and memory stays small. */
const mostWaiting = 4

function inThread(secret: Uint8Array): GrowingTree {
  const thread = new Thread<Uint8Array | 'end', readonly KeyedTile[] | GrownTree>('tree-worker.js', secret)
  const waiting: Promise<readonly KeyedTile[]>[] = []
  return {
    async append(rows) {
      waiting.push(thread.ask(rows, [rows.buffer]) as Promise<readonly KeyedTile[]>)
      return waiting.length > mostWaiting ? ((await waiting.shift()) ?? []) : []
    },
    async end() {
      const full = (await Promise.all(waiting.splice(0))).flat()
      const grown = (await thread.ask('end')) as GrownTree
      return { ...grown, tiles: [...full, ...grown.tiles] }
    },
    stop: () => thread.end(),
  }
}
