import { parentPort, workerData } from 'node:worker_threads'
import { pieceChecker, type Reading } from './check-piece.ts'
import type { Piece } from './split-records.ts'

/** A thread that checks pieces of one file (check-pieces.ts). */
const check = pieceChecker(workerData as Reading)
parentPort?.on('message', (piece: Piece) => {
  const checked = check(piece)
  parentPort?.postMessage(checked, [checked.rows.buffer, checked.events.buffer])
})
