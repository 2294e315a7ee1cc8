import { basename } from 'node:path'
import type { Command } from 'commander'
import type { SystemActor } from '../identity/actor.ts'
import type { Config } from '../platform/config.ts'
import { isId } from '../platform/id.ts'
import { reportOf } from '../record/registration/api.ts'
import { receiveRegistrationFile } from '../record/registration/receive-file.ts'
import { registerFileNow } from '../record/registration/register-file.ts'
import { registrationReport } from '../record/registration/report.ts'
import { wordsFor } from '../words.ts'
import { action, CommandError, exitCodes, print, progress } from './command.ts'
import { openFile } from './open-file.ts'
import { withApp } from './with-app.ts'

const actor: SystemActor = { kind: 'system', name: 'import learners' }

interface Options {
  readonly organisation: string
  readonly cohort: string
  readonly dryRun?: boolean
  readonly json?: boolean
}

export function addImportLearners(load: Command): void {
  load
    .command('learners <file>')
    .description('register the learners of a registration file; its name is part of it')
    .requiredOption('--organisation <id>', 'that sends it')
    .option('--cohort <name>', 'the class in which they are enrolled', 'Registered')
    .option('--dry-run', 'say what would happen and register nobody')
    .option('--json', 'print the report as JSON')
    .action(action(importLearners))
}

async function importLearners(config: Config, path: string, options: Options): Promise<void> {
  const { organisation, cohort } = options
  if (!isId(organisation)) {
    throw new CommandError(`${organisation} is not the id of an organisation.`, exitCodes.usage)
  }
  const file = { fileName: basename(path), stream: await openFile(path) }
  const t = wordsFor('en')
  const report = await withApp(config, async (app) => {
    const { fileId, knownFile } = await receiveRegistrationFile(app, actor, organisation, file, { cohort })
    if (options.dryRun !== true) {
      await registerFileNow(app, actor, organisation, fileId, (done) => progress(`${done} learners done`))
    }
    return { ...reportOf(await registrationReport(app, actor, organisation, fileId), t), knownFile }
  })
  print(options, report, textOf(report))
}

/** What was found and what waits; rows with mistakes are part of what was asked for and no failure of the command. */
function textOf(report: ReturnType<typeof reportOf> & { knownFile: boolean }): string {
  const { counts } = report
  const found = counts.WSRC0004 + counts.WSRC0022
  const words = report.state === 'done' ? 'new' : 'would be new'
  return [
    ...(report.knownFile ? ['This file came before; nothing has changed.'] : []),
    `File ${report.id}: ${report.state}`,
    `${report.rows} learners: ${counts.WSRC0001} ${words}, ${found} in the register already, ` +
      `${counts.WSRC0003 + counts.WSRC0002} to be compared by a person, ${counts.INVALID} with mistakes`,
    ...report.rowsNamed.flatMap(({ row, problems }) => problems.map(({ detail }) => `row ${row}: ${detail}`)),
    ...(report.nextAfter === null ? [] : ['… and more: see the page of the file.']),
  ].join('\n')
}
