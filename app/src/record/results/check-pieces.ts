import { availableParallelism } from 'node:os'
import { canStartThreads, Thread } from '../../platform/thread.ts'
import { type CheckedPiece, pieceChecker, type Reading } from './check-piece.ts'
import { largeFile } from './spool.ts'
import type { Piece } from './split-records.ts'

/** Checks the pieces of a file, in several threads where it is large; what comes of them comes in any order. */
export async function* checkPieces(
  pieces: AsyncIterable<Piece>,
  reading: Reading,
  fileSize: number,
): AsyncGenerator<CheckedPiece> {
  if (fileSize >= largeFile && canStartThreads) yield* inThreads(pieces, reading)
  else {
    const check = pieceChecker(reading)
    for await (const piece of pieces) yield check(piece)
  }
}

/** One piece is read by each thread and one waits for it; answers come in the order of the file. */
async function* inThreads(pieces: AsyncIterable<Piece>, reading: Reading): AsyncGenerator<CheckedPiece> {
  const count = Math.min(Math.max(availableParallelism(), 1), 8)
  const threads = Array.from(
    { length: count },
    () => new Thread<Piece, CheckedPiece>('piece-worker.js', reading),
  )
  const answers: Promise<CheckedPiece>[] = []
  let turn = 0
  try {
    for await (const piece of pieces) {
      const answer = threads[turn % count]?.ask(piece, [piece.bytes.buffer])
      turn += 1
      if (answer) answers.push(answer)
      const first = answers.length < 2 * count ? undefined : answers.shift()
      if (first) yield await first
    }
    for (const answer of answers) yield await answer
  } finally {
    await Promise.all(threads.map((thread) => thread.end()))
  }
}
