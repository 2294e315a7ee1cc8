import { parentPort, workerData } from 'node:worker_threads'
import { BatchTree } from './batch-tree.ts'

/** A thread that makes the tree of a large batch (grow-tree.ts): rows come, the tiles that they fill go. */
const tree = new BatchTree(workerData as Uint8Array)
parentPort?.on('message', (rows: Uint8Array | 'end') => {
  const grown = rows === 'end' ? tree.end() : tree.append(rows)
  // Nothing is given away: the tiles of one answer may share a buffer.
  parentPort?.postMessage(grown, [])
})
