import { basename } from 'node:path'
import type { Command } from 'commander'
import type { SystemActor } from '../identity/actor.ts'
import { importProviders } from '../institution/import-providers.ts'
import type { Config } from '../platform/config.ts'
import { isId } from '../platform/id.ts'
import { problemText } from '../record/record-words.ts'
import { type ImportReport, importResults } from '../record/results/import-results.ts'
import { declareTotals } from '../record/results/totals/declare-totals.ts'
import { type Totals, totalsOfBatch, totalsSentence } from '../record/results/totals/read-totals.ts'
import { wordsFor } from '../words.ts'
import { action, CommandError, exitCodes, print, progress } from './command.ts'
import { addImportLeap2a } from './import-leap2a.ts'
import { addImportLearners } from './import-learners.ts'
import { openFile } from './open-file.ts'
import { withApp } from './with-app.ts'

const actor: SystemActor = { kind: 'system', name: 'import results' }

interface Options {
  readonly organisation: string
  readonly applyCorrections?: boolean
  readonly dryRun?: boolean
  readonly totals?: string
  readonly json?: boolean
}

export function register(program: Command): void {
  const load = program.command('import').description('load a file')
  load
    .command('providers <file>')
    .description('read in the register of providers; - is standard input')
    .option('--json', 'print the report as JSON')
    .action(action(importRegister))
  addImportLearners(load)
  addImportLeap2a(load)
  load
    .command('results <file>')
    .description('load results as one unpublished batch; - is standard input')
    .requiredOption('--organisation <id>', 'that issues them')
    .option('--apply-corrections', 'make new versions of results that say something else than before')
    .option('--dry-run', 'say what would come of it, and load nothing')
    .option('--totals <file>', 'compare with totals by centre, qualification and grade')
    .option('--json', 'print the report as JSON')
    .action(action(importFile))
}

async function importFile(config: Config, file: string, options: Options): Promise<void> {
  if (!isId(options.organisation)) {
    throw new CommandError(`${options.organisation} is not the id of an organisation.`, exitCodes.usage)
  }
  const stream = file === '-' ? process.stdin : await openFile(file)
  const declared = options.totals === undefined ? undefined : await openFile(options.totals)
  const { report, totals } = await withApp(config, async (app) => {
    const report = await importResults(
      app,
      actor,
      options.organisation,
      { fileName: file === '-' ? 'results.csv' : basename(file), stream },
      {
        applyCorrections: options.applyCorrections === true,
        dryRun: options.dryRun === true,
        onProgress: (rows) => progress(`${rows} rows read`),
      },
    )
    const { batchId } = report
    if (declared) await declareTotals(app, actor, options.organisation, batchId, declared)
    return { report, totals: await totalsOfBatch(app, actor, options.organisation, batchId) }
  })
  print(options, { ...report, totals }, `${textOf(report)}\n${textOfTotals(totals)}`)
}

async function importRegister(config: Config, file: string, options: { json?: boolean }): Promise<void> {
  const stream = file === '-' ? process.stdin : await openFile(file)
  const report = await withApp(config, (app) =>
    importProviders(app, { kind: 'system', name: 'import providers' }, stream),
  )
  const { added, changed, unchanged, refused, refusedRows, suspended } = report
  const t = wordsFor('en')
  const lines = [
    `${added} added, ${changed} changed, ${unchanged} unchanged, ${refused} refused`,
    ...refusedRows.map(
      ({ row, field, rule }) => `row ${row}: ${field}: ${t.say(`institution.providerRule_${rule}`)}`,
    ),
    ...suspended.map((name) => `suspended until two operators confirm it again: ${name}`),
  ]
  print(options, report, lines.join('\n'))
}

/** The sentence, and the first of the groups that differ. */
function textOfTotals(totals: Totals): string {
  const t = wordsFor('en')
  const differing = totals.items.filter(({ difference }) => difference !== 0)
  return [
    `Totals: ${totalsSentence(t, totals)}`,
    ...differing.map(
      ({ centre, qualificationNumber, component, grade, declared, difference }) =>
        `centre ${centre ?? '–'}, ${qualificationNumber} ${component} grade ${grade}: ${declared} said, ${(declared ?? 0) - difference} found`,
    ),
    ...(totals.differing > differing.length ? ['… and more: see the page of its totals.'] : []),
  ].join('\n')
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
