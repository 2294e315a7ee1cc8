import { type Command, Option } from 'commander'
import type { SystemActor } from '../identity/actor.ts'
import { admitOrganisation, endAdmission } from '../institution/admission.ts'
import { closeOrganisation } from '../institution/close-organisation.ts'
import { createOrganisation } from '../institution/create-organisation.ts'
import {
  listOrganisations,
  type OrganisationKind,
  organisationKinds,
  type StatementKind,
  statementKinds,
} from '../institution/organisation.ts'
import type { Config } from '../platform/config.ts'
import { isId } from '../platform/id.ts'
import { action, CommandError, exitCodes, print } from './command.ts'
import { withApp } from './with-app.ts'

const actor: SystemActor = { kind: 'system', name: 'organisation' }
type Json = { readonly json?: boolean }

interface CreateOptions extends Json {
  readonly ukprn: string
  readonly name: string
  readonly kind: OrganisationKind
  readonly mayAttest: readonly StatementKind[]
  readonly did?: string
  readonly emailDomain: readonly string[]
  readonly administrator?: string
}

export function register(program: Command): void {
  const organisation = program.command('organisation').description('organisations, and what they may attest')
  organisation
    .command('create')
    .description('enter an organisation into the register')
    .requiredOption('--ukprn <number>', 'UK provider reference number')
    .requiredOption('--name <name>')
    .addOption(new Option('--kind <kind>').choices(organisationKinds).makeOptionMandatory())
    .addOption(
      new Option('--may-attest <kind>', 'admit it for this kind of statement; may be given again')
        .choices(statementKinds)
        .argParser(oneOf(statementKinds))
        .default([]),
    )
    .option('--did <did:web>', 'on a domain of its own; else below this service')
    .option('--email-domain <domain>', 'of its staff; may be given again', collect, [])
    .option('--administrator <address>', 'invite its first administrator')
    .option('--json', 'print the organisation as JSON')
    .action(action(create))
  organisation
    .command('list')
    .description('the register: organisations and what each may attest')
    .option('--json', 'print them as JSON')
    .action(action(list))
  for (const verb of ['admit', 'end-admission'] as const) {
    organisation
      .command(`${verb} <organisation> <kind>`)
      .description(
        verb === 'admit' ? 'let it attest this kind of statement' : 'it attests nothing more of this kind',
      )
      .option('--json', 'print what was done as JSON')
      .action(
        action((config, id: string, kind: string, options: Json) =>
          admission(config, verb, id, kind, options),
        ),
      )
  }
  organisation
    .command('close <organisation>')
    .description('it attests nothing more and nobody acts for it; what it attested stays')
    .option('--json', 'print what was done as JSON')
    .action(action(close))
}

async function create(config: Config, options: CreateOptions): Promise<void> {
  const { ukprn, name, kind, mayAttest, did, emailDomain, administrator } = options
  const made = await withApp(config, async (app) => {
    const input = { ukprn, name, kind, mayAttest, emailDomains: emailDomain }
    return createOrganisation(app, actor, {
      ...input,
      ...(did === undefined ? {} : { did }),
      ...(administrator === undefined ? {} : { administrator }),
    })
  })
  const lines = [
    `${name} is entered as ${made.organisationId}.`,
    `It signs as ${made.did}.`,
    ...(administrator === undefined ? [] : [`${administrator} is invited as its administrator.`]),
  ]
  print(options, made, lines.join('\n'))
}

async function list(config: Config, options: Json): Promise<void> {
  const organisations = await withApp(config, (app) => app.db.read({}, (tx) => listOrganisations(tx)))
  const lines = organisations.map(({ organisationId, ukprn, name, mayAttest, closedAt }) =>
    [organisationId, ukprn, closedAt ? 'closed' : mayAttest.join('+') || '-', name].join('  '),
  )
  print(options, { organisations }, lines.join('\n') || 'There are none.')
}

async function admission(
  config: Config,
  verb: 'admit' | 'end-admission',
  id: string,
  given: string,
  options: Json,
): Promise<void> {
  const kind = oneOf(statementKinds)(given)[0]
  const change = verb === 'admit' ? admitOrganisation : endAdmission
  if (kind) await withApp(config, (app) => change(app, actor, ensureId(id), kind))
  print(
    options,
    { organisationId: id, kind },
    verb === 'admit' ? `Admitted for ${kind}.` : `No longer for ${kind}.`,
  )
}

async function close(config: Config, id: string, options: Json): Promise<void> {
  await withApp(config, (app) => closeOrganisation(app, actor, ensureId(id)))
  print(options, { organisationId: id }, 'Closed.')
}

function ensureId(id: string): string {
  if (!isId(id)) throw new CommandError(`${id} is not the id of an organisation.`, exitCodes.usage)
  return id
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value]
}

function oneOf<T extends string>(known: readonly T[]): (value: string, before?: readonly T[]) => T[] {
  return (value, before = []) => {
    const found = known.find((one) => one === value)
    if (!found) throw new CommandError(`${value} is not one of ${known.join(', ')}`, exitCodes.usage)
    return [...before, found]
  }
}
