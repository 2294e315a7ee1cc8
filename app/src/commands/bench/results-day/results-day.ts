import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { App } from '../../../app.ts'
import { type Config, readConfig } from '../../../platform/config.ts'
import { CommandError, exitCodes, print, progress, withDatabase } from '../../command.ts'
import { withApp } from '../../with-app.ts'
import { databaseSize, ensureDurable, jobsDone, serverVersion } from '../counts.ts'
import { type Machine, machine } from '../machine.ts'
import { peakMemoryOf } from '../processes.ts'
import { LoadProcess, placeFor, startServing } from '../serving.ts'
import { type ArrangedNation, arrangeNation, earlierBatches } from './arrange-nation.ts'
import { type LoadedNation, loadNation } from './load-nation.ts'
import { importNaively, type NaiveLoad } from './naive-import.ts'
import { Readers, type ReadFigures } from './readers.ts'
import { releaseNation } from './release-nation.ts'
import { tableOf } from './report.ts'
import { isPossible, type Nation } from './rows.ts'
import { type Growth, growthOf, sizesOf } from './sizes.ts'
import { writeFiles } from './write-files.ts'

export interface ResultsDayOptions {
  readonly learners: number
  readonly results: number
  readonly readers: number
  readonly rate: number
  readonly seconds: number
  readonly naiveRows: number
  readonly seed: number
  readonly scale: number
  readonly json?: boolean
}

export interface ResultsDay {
  /** Of the whole load: the figure by which loads are compared. */
  readonly rowsPerSecond: number
  readonly nation: Nation & { readonly readers: number; readonly files: number }
  /** Present when it is read: batches of earlier years, and what they hold. */
  readonly earlier: { readonly years: number; readonly batches: number; readonly results: number }
  readonly load: LoadedNation
  readonly naive: NaiveLoad & { readonly ratio: number }
  readonly size: Growth & { readonly database: number }
  readonly reads: ReadFigures
  /** Bytes, at their highest: of the process that loaded, and of the server. */
  readonly memory: { readonly load: number; readonly server: number | undefined }
  readonly machine: Machine
}

/** A country's results day on this machine: from the files to what each learner reads at the instant. */
export async function benchResultsDay(config: Config, given: ResultsDayOptions): Promise<void> {
  if (config.production) throw new CommandError('Made-up learners do not go into a production database.')
  const options = scaled(given)
  const nation: Nation = { seed: options.seed, learners: options.learners, results: options.results }
  if (!isPossible(nation)) throw new CommandError('Nobody sits so many examinations.', exitCodes.usage)
  const folder = await mkdtemp(join(tmpdir(), 'vademecum-bench-'))
  try {
    const place = await placeFor(config, folder)
    const ours = readConfig(place.environment)
    const report = await withApp(ours, (app) =>
      withDatabase(ours, ({ ownerUrl }) => new Day(app, ownerUrl, folder, place, nation, options).pass()),
    )
    print(given, report, tableOf(report))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Everything smaller by the same share, with enough left of each to measure something. */
function scaled(options: ResultsDayOptions): ResultsDayOptions {
  const part = (number: number, least: number) =>
    options.scale === 1 ? number : Math.max(least, Math.round(number * options.scale))
  return {
    ...options,
    learners: part(options.learners, 100),
    results: part(options.results, 800),
    readers: part(options.readers, 50),
    rate: part(options.rate, 40),
    seconds: part(options.seconds, 1),
    naiveRows: part(options.naiveRows, 50),
  }
}

class Day {
  readonly #app: App
  readonly #ownerUrl: string
  readonly #folder: string
  readonly #place: Awaited<ReturnType<typeof placeFor>>
  readonly #nation: Nation
  readonly #options: ResultsDayOptions

  constructor(
    app: App,
    ownerUrl: string,
    folder: string,
    place: Awaited<ReturnType<typeof placeFor>>,
    nation: Nation,
    options: ResultsDayOptions,
  ) {
    this.#app = app
    this.#ownerUrl = ownerUrl
    this.#folder = folder
    this.#place = place
    this.#nation = nation
    this.#options = options
  }

  async pass(): Promise<ResultsDay> {
    const nation = this.#nation
    await ensureDurable(this.#ownerUrl)
    progress(`Writing the files of ${nation.results} results`)
    const { files, gains } = await writeFiles(this.#folder, nation)
    const places = spread(gains, this.#options.readers)
    progress(`Registering ${nation.learners} learners, ${places.length} of them with an account`)
    const arranged = await arrangeNation(this.#app, this.#ownerUrl, nation, new Set(places))
    const serving = await startServing(this.#place)
    const generator = new LoadProcess()
    try {
      const readers = new Readers(generator, serving.origin, nation.seed, places, this.#options)
      const { load, reads, size, naive } = await this.#measure(arranged, files, readers)
      return {
        rowsPerSecond: load.rowsPerSecond,
        nation: { ...nation, readers: places.length, files: files.length },
        earlier: { years: 9, batches: earlierBatches, results: arranged.earlierResults },
        load,
        naive: { ...naive, ratio: load.rowsPerSecond / naive.rowsPerSecond },
        size,
        reads,
        memory: { load: load.peakMemory, server: peakMemoryOf(serving.pid) },
        machine: machine(await serverVersion(this.#ownerUrl)),
      }
    } finally {
      generator.stop()
      await serving.stop()
    }
  }

  async #measure({ issuerIds }: ArrangedNation, files: Parameters<typeof loadNation>[1], readers: Readers) {
    await readers.lookBeforeAnything()
    const before = await sizesOf(this.#ownerUrl)
    progress('Loading under embargo, while learners read')
    const [load, whileLoading] = await readers.meanwhile(loadNation(this.#app, files, issuerIds))
    const growth = growthOf(before, await sizesOf(this.#ownerUrl), load.added + load.held)
    await readers.ensureNothingShows()

    progress('Loading a part of the same file row by row')
    const naive = await importNaively(this.#app, files[0]?.path ?? '', this.#options.naiveRows)

    await jobsDone(this.#ownerUrl)
    const releaseAt = new Date(Date.now() + readers.window.before * 1000 + 1000)
    await releaseNation(this.#app, issuerIds, files, releaseAt)
    progress(`Release at ${releaseAt.toISOString()}, with ${this.#options.rate} readers a second`)
    // The letters that tell learners of it leave meanwhile, and go on to.
    const atRelease = await readers.acrossRelease(releaseAt)
    progress('Reading as fast as it goes')
    const reads: ReadFigures = { whileLoading, atRelease, ...(await readers.asFastAsItGoes()) }
    return { load, naive, reads, size: { ...growth, database: await databaseSize(this.#ownerUrl) } }
  }
}

/** Evenly over the country, of those who get something. */
function spread(gains: Uint8Array, count: number): number[] {
  const all = [...gains.keys()].filter((index) => gains[index] === 1)
  const wanted = Math.min(count, all.length)
  return Array.from({ length: wanted }, (_, nth) => all[Math.floor((nth * all.length) / wanted)] ?? 0)
}
