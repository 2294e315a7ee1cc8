import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import type { Command } from 'commander'
import type { SystemActor } from '../identity/actor.ts'
import type { Config } from '../platform/config.ts'
import { addGradingScheme } from '../record/qualifications/add-scheme.ts'
import { importQualifications, type RegisterReport } from '../record/qualifications/import-register.ts'
import { wordsFor } from '../words.ts'
import { action, CommandError, exitCodes, print, progress } from './command.ts'
import { withApp } from './with-app.ts'

const actor: SystemActor = { kind: 'system', name: 'import qualifications' }

interface Json {
  readonly json?: boolean
}

export function register(program: Command): void {
  const parent = program.commands.find((one) => one.name() === 'import') ?? program.command('import')
  parent
    .command('qualifications <file>')
    .description('bring the register of qualifications up to the regulator’s CSV file; - is standard input')
    .option('--json', 'print the report as JSON')
    .action(action(importRegister))
  parent
    .command('grading-scheme <file>')
    .description('add a grading scheme from a CSV file, or say one anew')
    .option('--json', 'print what was added as JSON')
    .action(action(importScheme))
}

async function importRegister(config: Config, file: string, options: Json): Promise<void> {
  const stream = file === '-' ? process.stdin : createReadStream(await readable(file))
  const report = await withApp(config, (app) =>
    importQualifications(app, actor, { stream }, { onProgress: (rows) => progress(`${rows} rows read`) }),
  )
  print(options, report, textOf(report))
}

function textOf({ rows, added, changed, unchanged, refused, refusedRows }: RegisterReport): string {
  const t = wordsFor('en')
  const why = (problems: RegisterReport['refusedRows'][number]['problems']) =>
    problems.map(({ field, rule }) => `${field} ${t.say(`qualification.rule_${rule}`)}`).join('; ')
  return [
    `${rows} rows: ${added} added, ${changed} changed, ${unchanged} unchanged, ${refused} refused`,
    ...refusedRows.map(({ row, problems }) => `row ${row}: ${why(problems)}`),
    ...(refused > refusedRows.length ? ['… and more.'] : []),
  ].join('\n')
}

async function importScheme(config: Config, file: string, options: Json): Promise<void> {
  const text = await readFile(await readable(file), 'utf8')
  const added = await withApp(config, (app) => addGradingScheme(app, actor, text))
  print(options, added, `${added.code}: ${added.grades} grades.`)
}

async function readable(file: string): Promise<string> {
  const found = await stat(file).catch(() => undefined)
  if (!found?.isFile()) throw new CommandError(`${file} cannot be read.`, exitCodes.unreadable)
  return file
}
