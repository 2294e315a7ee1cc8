import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { packageFolder } from '../../platform/package-folder.ts'
import { type CheckedPiece, pieceChecker, type Reading } from './check-piece.ts'
import type { Piece } from './split-records.ts'

declare const BUNDLED: boolean | undefined

/** Fewer bytes are read sooner than threads are started. */
const worthThreads = 4_000_000
/** Checks the pieces of a file, in several threads where it is large; what comes of them comes in any order. */
export async function* checkPieces(
  pieces: AsyncIterable<Piece>,
  reading: Reading,
  fileSize: number,
): AsyncGenerator<CheckedPiece> {
  if (fileSize >= worthThreads && typeof BUNDLED !== 'undefined') yield* inThreads(pieces, reading)
  else {
    const check = pieceChecker(reading)
    for await (const piece of pieces) yield check(piece)
  }
}

/** One piece is read by each thread and one waits for it; answers come in the order of the file. */
async function* inThreads(pieces: AsyncIterable<Piece>, reading: Reading): AsyncGenerator<CheckedPiece> {
  const count = Math.min(Math.max(availableParallelism(), 1), 8)
  const threads = Array.from({ length: count }, () => new Thread(reading))
  const answers: Promise<CheckedPiece>[] = []
  let turn = 0
  try {
    for await (const piece of pieces) {
      const answer = threads[turn % count]?.check(piece)
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

class Thread {
  readonly #worker: Worker
  #asked: { answer: (checked: CheckedPiece) => void; fail: (error: Error) => void }[] = []

  constructor(reading: Reading) {
    this.#worker = new Worker(join(packageFolder(), 'dist', 'piece-worker.js'), { workerData: reading })
    this.#worker.on('message', (checked: CheckedPiece) => this.#asked.shift()?.answer(checked))
    this.#worker.on('error', (error) => this.#fail(error instanceof Error ? error : new Error(String(error))))
    this.#worker.on('exit', () => this.#fail(new Error('a thread that reads results has ended')))
  }

  check(piece: Piece): Promise<CheckedPiece> {
    const answer = new Promise<CheckedPiece>((resolve, reject) => {
      this.#asked.push({ answer: resolve, fail: reject })
    })
    // Whoever waits for an earlier answer hears of a failure when it is this one's turn.
    answer.catch(() => undefined)
    this.#worker.postMessage(piece, [piece.bytes.buffer])
    return answer
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }

  #fail(error: Error): void {
    for (const { fail } of this.#asked.splice(0)) fail(error)
  }
}
