import type { Command } from 'commander'
import type { SystemActor } from '../identity/actor.ts'
import type { Config } from '../platform/config.ts'
import { isId } from '../platform/id.ts'
import { addCentre, endCentre, listCentres } from '../record/series/centres.ts'
import { action, CommandError, exitCodes, print } from './command.ts'
import { withApp } from './with-app.ts'

const actor: SystemActor = { kind: 'system', name: 'centre' }

interface Json {
  readonly json?: boolean
}

export function register(program: Command): void {
  const centre = program
    .command('centre')
    .description('which organisation is the exam centre of which number')
  centre
    .command('list')
    .description('centre numbers with their organisations')
    .option('--json', 'print them as JSON')
    .action(action(list))
  centre
    .command('add <organisation> <number>')
    .description('it enters candidates under this number and sees their results when centres may')
    .option('--json', 'print what was done as JSON')
    .action(
      action((config, organisation: string, number: string, options: Json) =>
        change(config, addCentre, organisation, number, options),
      ),
    )
  centre
    .command('end <organisation> <number>')
    .description('it is not the centre of this number any more')
    .option('--json', 'print what was done as JSON')
    .action(
      action((config, organisation: string, number: string, options: Json) =>
        change(config, endCentre, organisation, number, options),
      ),
    )
}

async function list(config: Config, options: Json): Promise<void> {
  const centres = await withApp(config, (app) => listCentres(app, actor))
  const lines = centres.map(
    ({ number, organisationId, organisationName }) => `${number}  ${organisationId}  ${organisationName}`,
  )
  print(options, { centres }, lines.join('\n') || 'There are none.')
}

async function change(
  config: Config,
  verb: typeof addCentre,
  organisationId: string,
  number: string,
  options: Json,
): Promise<void> {
  if (!isId(organisationId)) {
    throw new CommandError(`${organisationId} is not the id of an organisation.`, exitCodes.usage)
  }
  await withApp(config, (app) => verb(app, actor, { organisationId, number }))
  print(options, { organisationId, number }, 'Done.')
}
