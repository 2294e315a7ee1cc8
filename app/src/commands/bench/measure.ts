import { setTimeout as sleep } from 'node:timers/promises'
import { paths } from '../../paths.ts'
import type { Config } from '../../platform/config.ts'
import { CommandError, progress, withDatabase } from '../command.ts'
import { countOpenings, databaseSize, ensureDurable, jobsDone, serverVersion } from './counts.ts'
import type { Figures } from './figures.ts'
import type { Load, Plan, Target } from './load.ts'
import { type Machine, machine } from './machine.ts'
import {
  calm,
  costSince,
  memoryOf,
  type ProcessorCost,
  type Processes,
  processesOf,
  takenByOthers,
  used,
} from './resources.ts'
import type { SharerShown } from './sharer.ts'
import { LoadProcess, type Place, startServing } from './serving.ts'

/** Of one kind of request. */
export interface Measured extends Figures {
  /** Milliseconds of processor time a request, of whom it was spent. */
  readonly processor: ProcessorCost | undefined
  /** Share of the machine that other processes took meanwhile. */
  readonly others: number | undefined
}

export const kinds = ['shared', 'sharedOnOne', 'sharedAgain', 'record', 'portfolio'] as const
export type Kind = (typeof kinds)[number]
export type MeasuredKinds = Readonly<Record<Kind, Measured>>

/** `shared` and the others at the top are those at 32 connections. */
export interface Report extends MeasuredKinds {
  readonly machine: Machine
  readonly at8: MeasuredKinds
  readonly at1: MeasuredKinds
  /** Each share's first opening since the server started: its credentials are checked and its page is drawn. */
  readonly firstOpening: Measured
  /** Openings and their audit events in the database, against the answers; equal, or there is no report. */
  readonly openings: { readonly answered: number; readonly recorded: number; readonly audited: number }
  /** Bytes: PSS of server and database together. */
  readonly memory: { readonly atRest: number | undefined; readonly afterLoad: number | undefined }
  /** Bytes: the shared page as sent, compressed; the database; its shares. */
  readonly sizes: { readonly sharedPage: number; readonly database: number; readonly shares: number }
}

export async function measure(
  config: Config,
  place: Place,
  sharers: readonly SharerShown[],
  { seconds, calm: waits = false }: { seconds: number; calm?: boolean },
): Promise<Report> {
  const serving = await startServing(place)
  const generator = new LoadProcess()
  try {
    return await withDatabase(config, async ({ ownerUrl }) => {
      await ensureDurable(ownerUrl)
      await jobsDone(ownerUrl)
      await sleep(5_000)
      const processes = processesOf(config, serving.pid, generator.pid)
      const atRest = memoryOf(processes)
      const bench = new Bench(ownerUrl, place.origin, generator, processes, waits)
      const figures = await bench.all(sharers, seconds)
      await sleep(5_000)
      return {
        ...figures,
        openings: { ...bench.total, ...(await bench.recorded()) },
        memory: { atRest, afterLoad: memoryOf(processes) },
        sizes: {
          sharedPage: bench.sharedPage,
          database: await databaseSize(ownerUrl),
          shares: sharers.length,
        },
        machine: machine(await serverVersion(ownerUrl)),
      }
    })
  } finally {
    generator.stop()
    await serving.stop()
  }
}

/** Above this share taken by others a figure is not of this machine any more. */
const mostDisturbed = 0.1

class Bench {
  readonly total = { answered: 0 }
  sharedPage = 0
  readonly #ownerUrl: string
  readonly #origin: string
  readonly #generator: LoadProcess
  readonly #processes: Processes
  readonly #waits: boolean

  constructor(
    ownerUrl: string,
    origin: string,
    generator: LoadProcess,
    processes: Processes,
    waits: boolean,
  ) {
    this.#ownerUrl = ownerUrl
    this.#origin = origin
    this.#generator = generator
    this.#processes = processes
    this.#waits = waits
  }

  async recorded() {
    const { openings, audited } = await countOpenings(this.#ownerUrl)
    return { recorded: openings, audited }
  }

  async all(sharers: readonly SharerShown[], seconds: number) {
    const shares = sharers.map(({ sharePath, shareSays }): Target => ({ path: sharePath, says: shareSays }))
    const first = await this.#run('first openings', 'open', shares, 4, 'eachOnce')
    // As visitors find it who come to a server that has been running: warm, with an opening each to come back to.
    const warm = await this.#run('warming up', 'open', shares, 32, 3)
    const visitors = shares.map((share, index) =>
      withCookie(share, warm.cookies[index] ?? first.cookies[index]),
    )
    const targets: Record<Kind, readonly Target[]> = {
      shared: shares,
      sharedOnOne: shares.slice(0, 1),
      sharedAgain: visitors,
      record: sharers.map(({ cookie, recordSays: says }) => ({ path: paths.record(), cookie, says })),
      portfolio: sharers.map(({ cookie, portfolioSays: says }) => ({
        path: paths.portfolio(),
        cookie,
        says,
      })),
    }
    const at32 = await this.#at(32, targets, seconds)
    const at8 = await this.#at(8, targets, seconds)
    const at1 = await this.#at(1, targets, seconds)
    return { ...at32, at8, at1, firstOpening: first.measured }
  }

  async #at(
    connections: number,
    targets: Readonly<Record<Kind, readonly Target[]>>,
    seconds: number,
  ): Promise<MeasuredKinds> {
    const entries: [Kind, Measured][] = []
    for (const kind of kinds) {
      const act = kind === 'shared' || kind === 'sharedOnOne' ? 'open' : 'get'
      const load = await this.#undisturbed(() =>
        this.#run(`${kind} at ${connections}`, act, targets[kind], connections, seconds),
      )
      if (kind === 'sharedAgain') this.sharedPage = load.bytes
      entries.push([kind, load.measured])
    }
    // One entry was made for each of `kinds`.
    return Object.fromEntries(entries) as unknown as MeasuredKinds
  }

  /** Again, where somebody else took much of the machine meanwhile. */
  async #undisturbed(
    run: () => Promise<Load & { measured: Measured }>,
  ): Promise<Load & { measured: Measured }> {
    for (;;) {
      if (this.#waits) await calm()
      const load = await run()
      if (!this.#waits || (load.measured.others ?? 0) <= mostDisturbed) return load
    }
  }

  /** Fails loudly where an answer was wrong, or is not in the database as an opening. */
  async #run(
    name: string,
    act: Plan['act'],
    targets: readonly Target[],
    connections: number,
    seconds: Plan['seconds'],
  ): Promise<Load & { measured: Measured }> {
    const [before, spent] = [await countOpenings(this.#ownerUrl), used(this.#processes)]
    const load = await this.#generator.run({ origin: this.#origin, act, targets, connections, seconds })
    const processor = costSince(this.#processes, spent, load.answered)
    const others = takenByOthers(this.#processes, spent)
    const after = await countOpenings(this.#ownerUrl)
    if (load.wrong > 0)
      throw new CommandError(
        `${name}: ${load.wrong} of ${load.answered} answers were wrong: ${load.firstWrong}`,
      )
    const expected = act === 'open' ? load.answered : 0
    for (const what of ['openings', 'audited'] as const) {
      const made = after[what] - before[what]
      if (made !== expected)
        throw new CommandError(
          `${name}: ${expected} openings were answered, but ${made} ${what} are in the database.`,
        )
    }
    this.total.answered += expected
    const { requestsPerSecond, p50, p95, p99 } = load.figures
    const beside = others === undefined ? '' : `, others took ${Math.round(others * 100)} %`
    progress(`${name}: ${requestsPerSecond}/s, p50 ${p50} ms, p95 ${p95} ms, p99 ${p99} ms${beside}`)
    return { ...load, measured: { ...load.figures, processor, others } }
  }
}

function withCookie(target: Target, cookie: string | undefined): Target {
  if (cookie === undefined) throw new CommandError(`nobody has opened ${target.path} yet`)
  return { ...target, cookie }
}
