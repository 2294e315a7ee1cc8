import { type Command, Option } from 'commander'
import type { SystemActor } from '../identity/actor.ts'
import { endAdmission } from '../institution/admission.ts'
import { closeOrganisation } from '../institution/close-organisation.ts'
import { createOrganisation } from '../institution/create-organisation.ts'
import {
  listOrganisations,
  type OrganisationKind,
  organisationKinds,
  type StatementKind,
  statementKinds,
} from '../institution/organisation.ts'
import { confirmProposal, type Proposal, propose, refuseProposal } from '../institution/proposals.ts'
import { endPurpose, type Purpose, purposes } from '../institution/purposes.ts'
import { waitingProposals } from '../institution/register.ts'
import type { Config } from '../platform/config.ts'
import { isId } from '../platform/id.ts'
import { action, CommandError, exitCodes, print } from './command.ts'
import { withApp } from './with-app.ts'

const actor: SystemActor = { kind: 'system', name: 'organisation' }
type Json = { readonly json?: boolean }
type ReasonOption = Json & { readonly reason?: string }

interface CreateOptions extends ReasonOption {
  readonly ukprn: string
  readonly name: string
  readonly kind: OrganisationKind
  readonly mayAttest: readonly StatementKind[]
  readonly purpose: readonly Purpose[]
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
      new Option('--may-attest <kind>', 'propose it for this kind of statement; may be given again')
        .choices(statementKinds)
        .argParser(oneOf(statementKinds))
        .default([]),
    )
    .addOption(
      new Option('--purpose <purpose>', 'propose this purpose of looking learners up; may be given again')
        .choices(purposes)
        .argParser(oneOf(purposes))
        .default([]),
    )
    .option('--reason <text>', 'why the register of providers may know it by another name')
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
  organisation
    .command('propose <organisation> <what>')
    .description('a kind of statement, a purpose, or standing: the first of two; an operator confirms it')
    .option('--reason <text>', 'why the register of providers may know it by another name')
    .option('--json', 'print the proposal as JSON')
    .action(action(proposeOne))
  organisation
    .command('proposals')
    .description('what waits for the second of two')
    .option('--json', 'print them as JSON')
    .action(action(proposals))
  for (const verb of ['confirm', 'refuse'] as const) {
    organisation
      .command(`${verb} <organisation> <proposal>`)
      .description(`${verb} what an operator proposed; never what this machine did`)
      .option('--json', 'print what was done as JSON')
      .action(
        action((config, id: string, proposalId: string, options: Json) =>
          answer(config, verb, id, proposalId, options),
        ),
      )
  }
  organisation
    .command('end <organisation> <what>')
    .description('it attests nothing more of this kind, or looks nobody up any more for this purpose')
    .option('--json', 'print what was done as JSON')
    .action(action(end))
  organisation
    .command('close <organisation>')
    .description('it attests nothing more and nobody acts for it; what it attested stays')
    .option('--json', 'print what was done as JSON')
    .action(action(close))
}

async function create(config: Config, options: CreateOptions): Promise<void> {
  const { ukprn, name, kind, mayAttest, purpose, did, emailDomain, administrator, reason } = options
  const made = await withApp(config, async (app) => {
    const input = { ukprn, name, kind, mayAttest, purposes: purpose, emailDomains: emailDomain }
    return createOrganisation(app, actor, {
      ...input,
      ...(did === undefined ? {} : { did }),
      ...(reason === undefined ? {} : { reason }),
      ...(administrator === undefined ? {} : { administrator }),
    })
  })
  const lines = [
    `${name} is entered as ${made.organisationId}.`,
    `It signs as ${made.did}.`,
    ...made.proposalIds.map((id) => `Proposed as ${id}: an operator confirms it.`),
    ...(administrator === undefined ? [] : [`${administrator} is invited as its administrator.`]),
  ]
  print(options, made, lines.join('\n'))
}

async function list(config: Config, options: Json): Promise<void> {
  const organisations = await withApp(config, (app) => app.db.read({}, (tx) => listOrganisations(tx)))
  const lines = organisations.map(({ organisationId, ukprn, name, mayAttest, closedAt, suspendedAt }) =>
    [
      organisationId,
      ukprn,
      closedAt ? 'closed' : suspendedAt ? 'suspended' : mayAttest.join('+') || '-',
      name,
    ].join('  '),
  )
  print(options, { organisations }, lines.join('\n') || 'There are none.')
}

async function proposeOne(config: Config, id: string, what: string, options: ReasonOption): Promise<void> {
  const proposal = proposalOf(what)
  const reason = options.reason === undefined ? {} : { reason: options.reason }
  const made = await withApp(config, (app) => propose(app, actor, ensureId(id), { ...proposal, ...reason }))
  print(options, made, `Proposed as ${made.proposalId}. An operator confirms it.`)
}

function proposalOf(what: string): Proposal {
  const kind = statementKinds.find((one) => one === what)
  if (kind) return { what: 'statement', kind }
  const purpose = purposes.find((one) => one === what)
  if (purpose) return { what: 'purpose', kind: purpose }
  if (what === 'standing') return { what: 'standing' }
  const known = [...statementKinds, ...purposes, 'standing'].join(', ')
  throw new CommandError(`${what} is not one of ${known}`, exitCodes.usage)
}

async function proposals(config: Config, options: Json): Promise<void> {
  const waiting = await withApp(config, (app) => waitingProposals(app, actor))
  const lines = waiting.map(({ organisationId, proposalId, what, kind, organisationName, proposerName }) =>
    [organisationId, proposalId, kind || what, `by ${proposerName}`, organisationName].join('  '),
  )
  print(options, { proposals: waiting }, lines.join('\n') || 'Nothing waits.')
}

async function answer(
  config: Config,
  verb: 'confirm' | 'refuse',
  id: string,
  proposalId: string,
  options: Json,
): Promise<void> {
  const act = verb === 'confirm' ? confirmProposal : refuseProposal
  await withApp(config, (app) => act(app, actor, ensureId(id), ensureId(proposalId)))
  print(options, { proposalId }, verb === 'confirm' ? 'Confirmed: it holds.' : 'Refused.')
}

async function end(config: Config, id: string, what: string, options: Json): Promise<void> {
  const proposal = proposalOf(what)
  if (proposal.what === 'standing') throw new CommandError('Close it instead.', exitCodes.usage)
  await withApp(config, (app) =>
    proposal.what === 'statement'
      ? endAdmission(app, actor, ensureId(id), proposal.kind)
      : endPurpose(app, actor, ensureId(id), proposal.kind),
  )
  print(options, { organisationId: id, ended: what }, `No longer for ${what}.`)
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
