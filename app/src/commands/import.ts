import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Command } from 'commander'
import type { SystemActor } from '../identity/actor.ts'
import type { Config } from '../platform/config.ts'
import { isId } from '../platform/id.ts'
import { problemText } from '../record/record-words.ts'
import { type ImportReport, importResults } from '../record/results/import-results.ts'
import { wordsFor } from '../words.ts'
import { action, CommandError, exitCodes, print, progress } from './command.ts'
import { withApp } from './with-app.ts'

const actor: SystemActor = { kind: 'system', name: 'import results' }

interface Options {
  readonly organisation: string
  readonly applyCorrections?: boolean
  readonly json?: boolean
}

export function register(program: Command): void {
  program
    .command('import')
    .description('load a file')
    .command('results <file>')
    .description('load results as one unpublished batch; - is standard input')
    .requiredOption('--organisation <id>', 'that issues them')
    .option('--apply-corrections', 'make new versions of results that say something else than before')
    .option('--json', 'print the report as JSON')
    .action(action(importFile))
}

async function importFile(config: Config, file: string, options: Options): Promise<void> {
  if (!isId(options.organisation)) {
    throw new CommandError(`${options.organisation} is not the id of an organisation.`, exitCodes.usage)
  }
  const stream = file === '-' ? process.stdin : await openFile(file)
  const report = await withApp(config, (app) =>
    importResults(
      app,
      actor,
      options.organisation,
      { fileName: file === '-' ? 'results.csv' : basename(file), stream },
      {
        applyCorrections: options.applyCorrections === true,
        onProgress: (rows) => progress(`${rows} rows read`),
      },
    ),
  )
  print(options, report, textOf(report))
}

async function openFile(file: string) {
  const found = await stat(file).catch(() => undefined)
  if (!found?.isFile()) throw new CommandError(`${file} cannot be read.`, exitCodes.unreadable)
  const stream = createReadStream(file)
  return stream
}

/** The report; refused rows are part of what was asked for and no failure of the command. */
function textOf(report: ImportReport): string {
  const t = wordsFor('en')
  const corrected = report.appliesCorrections ? 'corrected' : 'differ from what is loaded (not applied)'
  const lines = [
    ...(report.knownFile ? ['This file was loaded before; nothing has changed.'] : []),
    `Batch ${report.batchId}: ${report.state}`,
    `${report.rows} rows: ${report.added} added, ${report.held} held, ${report.unchanged} unchanged, ${report.corrected} ${corrected}, ${report.refused} refused`,
    ...report.rowsNamed.map(
      ({ row, verdict, problems }) =>
        `row ${row}: ${verdict}: ${problems.map((problem) => problemText(t, problem)).join('; ')}`,
    ),
    ...(report.nextAfter === undefined ? [] : ['… and more: see the page of the batch.']),
  ]
  return lines.join('\n')
}
