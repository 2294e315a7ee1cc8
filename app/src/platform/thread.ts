import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { packageFolder } from './package-folder.ts'

declare const BUNDLED: boolean | undefined

/** The sources, as tests run them, have no built files to start. */
export const canStartThreads = typeof BUNDLED !== 'undefined'

/** A thread that answers what it is asked, one thing after the other. */
export class Thread<Asked, Answer> {
  readonly #worker: Worker
  #asked: { answer: (said: Answer) => void; fail: (error: Error) => void }[] = []

  /** `file`: of those that are built (scripts/build.mjs). */
  constructor(file: string, workerData: unknown) {
    this.#worker = new Worker(join(packageFolder(), 'dist', file), { workerData })
    this.#worker.on('message', (said: Answer) => this.#asked.shift()?.answer(said))
    this.#worker.on('error', (error) => this.#fail(error instanceof Error ? error : new Error(String(error))))
    this.#worker.on('exit', () => this.#fail(new Error(`a thread of ${file} has ended`)))
  }

  /** What is `given` is gone from this side. */
  ask(what: Asked, given: readonly ArrayBuffer[] = []): Promise<Answer> {
    const answer = new Promise<Answer>((resolve, reject) => {
      this.#asked.push({ answer: resolve, fail: reject })
    })
    // Whoever waits for an earlier answer hears of a failure when it is this one's turn.
    answer.catch(() => undefined)
    this.#worker.postMessage(what, [...given])
    return answer
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }

  #fail(error: Error): void {
    for (const { fail } of this.#asked.splice(0)) fail(error)
  }
}
