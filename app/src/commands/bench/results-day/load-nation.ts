import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import type { App } from '../../../app.ts'
import { importResults, type Phase } from '../../../record/results/import-results.ts'
import { CommandError, progress } from '../../command.ts'
import { actor } from './actor.ts'
import type { Fate } from './rows.ts'
import type { ResultsFile } from './write-files.ts'

export const phases = ['received', 'staged', 'matched', 'written', 'committed'] as const

export interface LoadedNation extends Readonly<Record<Fate, number>> {
  readonly rows: number
  readonly byDemographics: number
  readonly bytes: number
  readonly seconds: number
  /** From the file as it lies on the disk to what is durable, matched, keyed and committed to the log. */
  readonly rowsPerSecond: number
  /** Seconds, added up over files of which several load at once. */
  readonly phases: Readonly<Record<(typeof phases)[number], number>>
  /** Of this process, in bytes, at its highest so far. */
  readonly peakMemory: number
}

/** As organisations send theirs on one day: none waits for all others, and the machine is not given all of them. */
const filesAtOnce = 2

/** Each file by the verb that the page, the API and `import results` call; each row became what it was made to become. */
export async function loadNation(
  app: App,
  files: readonly ResultsFile[],
  issuerIds: readonly string[],
): Promise<LoadedNation> {
  const spent = { received: 0, staged: 0, matched: 0, written: 0, committed: 0 }
  const startedAt = performance.now()
  const waiting = files.values()
  await Promise.all(
    Array.from({ length: filesAtOnce }, async () => {
      for (const file of waiting) await load(app, file, issuerIds[file.organisation] ?? '', spent)
    }),
  )
  const seconds = (performance.now() - startedAt) / 1000
  const sum = (of: 'rows' | 'bytes' | 'byDemographics' | Fate) =>
    files.reduce((total, file) => total + file[of], 0)
  return {
    rows: sum('rows'),
    added: sum('added'),
    held: sum('held'),
    refused: sum('refused'),
    byDemographics: sum('byDemographics'),
    bytes: sum('bytes'),
    seconds,
    rowsPerSecond: sum('rows') / seconds,
    phases: spent,
    peakMemory: process.resourceUsage().maxRSS * 1024,
  }
}

async function load(
  app: App,
  file: ResultsFile,
  issuerId: string,
  spent: Record<Phase | 'committed', number>,
): Promise<void> {
  let last = performance.now()
  const reach = (phase: Phase | 'committed') => {
    spent[phase] += (performance.now() - last) / 1000
    last = performance.now()
  }
  const stream = createReadStream(file.path, { highWaterMark: 1024 * 1024 })
  const report = await importResults(
    app,
    actor,
    issuerId,
    { fileName: basename(file.path), stream },
    { onPhase: reach },
  )
  reach('committed')
  ensureReconciled(file, report)
  progress(`${basename(file.path)}: ${file.rows} rows, ${report.held} held, ${report.refused} refused`)
}

function ensureReconciled(file: ResultsFile, report: Readonly<Record<Fate, number>>): void {
  for (const fate of ['added', 'held', 'refused'] as const) {
    if (report[fate] === file[fate]) continue
    throw new CommandError(
      `${basename(file.path)}: ${file[fate]} rows had to be ${fate}, but ${report[fate]} were.`,
    )
  }
}
