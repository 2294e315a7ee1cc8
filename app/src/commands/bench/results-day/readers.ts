import { sessionCookieName } from '../../../identity/signed-in.ts'
import { paths } from '../../../paths.ts'
import { CommandError } from '../../command.ts'
import { type Figures, figuresOf } from '../figures.ts'
import type { Target } from '../load.ts'
import type { LoadProcess } from '../serving.ts'
import { Visitor } from '../visitor.ts'
import { sessionOf } from './arrange-nation.ts'
import type { ArrivalPlan, Arrivals } from './arrivals.ts'
import { series } from './rows.ts'

export interface ReadFigures {
  /** An open loop, while the files load. */
  readonly whileLoading: Figures
  /** An open loop from before the instant to after it; every answer was checked. */
  readonly atRelease: Figures & { readonly before: number; readonly after: number; readonly across: number }
  /** 32 at a time, each as soon as the one before is answered: everybody's record, and those of a thousand. */
  readonly page: Figures
  readonly pageAgain: Figures
  readonly api: Figures
}

/** How long people come before and after the release, in seconds. */
const fullWindow = { before: 60, after: 120 }
const api = '/api/v1/record'
const mostTargets = 50_000
const mostAgain = 1_000
const mostSampled = 100

/** Learners who look at their record. */
export class Readers {
  readonly window: { readonly before: number; readonly after: number }
  readonly #generator: LoadProcess
  readonly #origin: string
  readonly #seed: number
  readonly #cookies: readonly string[]
  readonly #rate: number
  readonly #seconds: number
  readonly #firstLooks = new Map<string, string>()
  #came = 0

  constructor(
    generator: LoadProcess,
    origin: string,
    seed: number,
    places: readonly number[],
    { rate, seconds, scale }: { rate: number; seconds: number; scale: number },
  ) {
    this.#generator = generator
    this.#origin = origin
    this.#seed = seed
    const name = sessionCookieName({ publicUrl: origin })
    this.#cookies = places.map((index) => `${name}=${sessionOf(seed, index)}`)
    this.#rate = rate
    this.#seconds = seconds
    const part = (whole: number) => Math.max(1, whole * scale)
    this.window = { before: part(fullWindow.before), after: part(fullWindow.after) }
  }

  /** What some of them saw before anything was loaded. */
  async lookBeforeAnything(): Promise<void> {
    for (const [cookie, seen] of await this.#sample()) this.#firstLooks.set(cookie, seen)
  }

  /** Byte for byte the same page, and the same answer of the API, while everything lies there unreleased. */
  async ensureNothingShows(): Promise<void> {
    for (const [cookie, seen] of await this.#sample()) {
      if (this.#firstLooks.get(cookie) !== seen)
        throw new CommandError('A record shows that something is loaded.')
    }
  }

  async #sample(): Promise<Map<string, string>> {
    const visitor = new Visitor(this.#origin, 4)
    const seen = new Map<string, string>()
    for (const cookie of this.#cookies.slice(0, mostSampled)) {
      const [page, line] = [await visitor.get(paths.record(), cookie), await visitor.get(api, cookie)]
      if (page.status !== 200 || line.status !== 200) {
        throw new CommandError(`A learner's record answered ${page.status}, and ${line.status} in the API.`)
      }
      seen.set(cookie, `${page.size} ${page.body} ${line.size} ${line.body}`)
    }
    visitor.close()
    return seen
  }

  /** A few a second for as long as something takes. */
  async meanwhile<T>(work: Promise<T>): Promise<[T, Figures]> {
    let isDone = false
    const done = work.finally(() => {
      isDone = true
    })
    const times: number[] = []
    const startedAt = performance.now()
    const reading = (async () => {
      while (!isDone) {
        const arrivals = await this.#arrive({ perSecond: this.#rate / 20, from: Date.now(), seconds: 1 })
        times.push(...arrivals.times)
      }
    })()
    const [result] = await Promise.all([done, reading])
    return [result, figuresOf(times, (performance.now() - startedAt) / 1000)]
  }

  async acrossRelease(releaseAt: Date): Promise<ReadFigures['atRelease']> {
    const { before, after } = this.window
    const saysFrom = releaseAt.getTime()
    const seconds = before + after
    const from = saysFrom - before * 1000
    const arrivals = await this.#arrive({ perSecond: this.#rate, from, seconds, saysFrom })
    return {
      ...figuresOf(arrivals.times, seconds),
      before: arrivals.before,
      after: arrivals.after,
      across: arrivals.across,
    }
  }

  async #arrive(when: Pick<ArrivalPlan, 'perSecond' | 'from' | 'seconds' | 'saysFrom'>): Promise<Arrivals> {
    // No more of them than may come: a process that is sent everybody's for each second has little time for them.
    const most = Math.ceil(when.perSecond * when.seconds * 2) + 100
    const first = this.#came % this.#cookies.length
    const arrivals = await this.#generator.run({
      ...when,
      origin: this.#origin,
      path: paths.record(),
      cookies: [...this.#cookies.slice(first), ...this.#cookies.slice(0, first)].slice(0, most),
      came: this.#came,
      says: series,
      seed: this.#seed,
    })
    this.#came += arrivals.answered
    const { failed, firstFailure, early, late } = arrivals
    if (failed > 0) throw new CommandError(`${failed} readers got no record: ${firstFailure}`)
    if (early > 0) throw new CommandError(`${early} readers saw results before the release.`)
    if (late > 0) throw new CommandError(`${late} readers came after the release and saw nothing.`)
    return arrivals
  }

  async asFastAsItGoes(): Promise<Pick<ReadFigures, 'page' | 'pageAgain' | 'api'>> {
    const targets = (path: string, most: number) =>
      this.#cookies.slice(-most).map((cookie): Target => ({ path, cookie, says: [series] }))
    return {
      page: await this.#closedLoop(targets(paths.record(), mostTargets)),
      pageAgain: await this.#closedLoop(targets(paths.record(), mostAgain)),
      api: await this.#closedLoop(targets(api, mostTargets)),
    }
  }

  async #closedLoop(targets: readonly Target[]): Promise<Figures> {
    const load = await this.#generator.run({
      origin: this.#origin,
      act: 'get',
      targets,
      connections: 32,
      seconds: this.#seconds,
    })
    if (load.wrong > 0) throw new CommandError(`${load.wrong} answers were wrong: ${load.firstWrong}`)
    return load.figures
  }
}
