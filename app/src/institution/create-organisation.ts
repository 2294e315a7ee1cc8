import { checkUkprn } from '@vademecum/uln'
import { didWebFromUrl, didWebUrl } from '@vademecum/verifiable-credentials'
import type { App } from '../app.ts'
import { recordEvent } from '../audit/record-event.ts'
import { AppError, invalid } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import { paths } from '../paths.ts'
import { newId } from '../platform/id.ts'
import { ensureAddress, invite } from './invitations.ts'
import { ensureOperating } from './operating.ts'
import type { OrganisationKind, StatementKind } from './organisation.ts'
import { type Proposal, proposeIn } from './proposals.ts'
import type { Purpose } from './purposes.ts'
import './tables.ts'

export interface NewOrganisation {
  readonly ukprn: string
  readonly name: string
  readonly kind: OrganisationKind
  /** Proposed with it: another operator confirms. */
  readonly mayAttest?: readonly StatementKind[]
  readonly purposes?: readonly Purpose[]
  /** Why the register of providers may know it by another name. */
  readonly reason?: string
  /** A `did:web` on a domain of its own; else one below our own address. Stored once and never computed again. */
  readonly did?: string
  /** Of its staff: such an address is taken for an account, with a warning that it may be lost. */
  readonly emailDomains?: readonly string[]
  /** Whose address is invited as its first administrator. */
  readonly administrator?: string
}

const domain = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/

export function isDomain(text: string): boolean {
  return domain.test(text)
}

/** Only an operator says which organisations there are. Its first signing key is made when it first signs. */
export async function createOrganisation(
  app: App,
  actor: Actor,
  input: NewOrganisation,
): Promise<{ organisationId: string; did: string; proposalIds: readonly string[] }> {
  ensureOperating(actor)
  // Numbers that begin with 9 are for trying things out, and never in production.
  const ukprn = checkUkprn(input.ukprn, { allowTest: !app.config.production })
  if (!ukprn.ok) invalid({ field: 'ukprn', key: 'institution.ukprnInvalid' })
  const name = input.name.trim()
  if (name === '' || name.length > 120) invalid({ field: 'name', key: 'institution.nameInvalid' })
  const emailDomains = (input.emailDomains ?? []).map((each) => each.trim().toLowerCase())
  if (!emailDomains.every(isDomain)) invalid({ field: 'emailDomains', key: 'institution.domainInvalid' })
  const administrator =
    input.administrator === undefined ? undefined : ensureAddress(input.administrator, 'administrator')
  const at = app.now()
  const organisationId = newId(at.getTime())
  const did = input.did === undefined ? ownDid(app, organisationId) : ensureDid(input.did)
  const proposalIds: string[] = []
  await app.db.write({ organisation: organisationId }, async (tx) => {
    const taken = await tx.sql
      .selectFrom('organisation')
      .select('ukprn')
      .where((eb) => eb.or([eb('ukprn', '=', ukprn.value), eb('did', '=', did)]))
      .executeTakeFirst()
    if (taken) alreadyTaken(taken.ukprn === ukprn.value ? 'ukprn' : 'did')
    await tx.sql
      .insertInto('organisation')
      .values({
        organisation_id: organisationId,
        ukprn: ukprn.value,
        name,
        kind: input.kind,
        did,
        email_domains: emailDomains,
        created_at: at,
        closed_at: null,
      })
      .execute()
    await recordEvent(tx, actor, {
      action: 'organisation.created',
      about: [organisationId],
      permission: actor.kind === 'system' ? 'system' : 'operator',
      organisationId,
      thing: { kind: 'organisation', id: organisationId },
      at,
    })
    const proposals: Proposal[] = [
      ...[...new Set(input.mayAttest)].map((kind) => ({ what: 'statement', kind }) as const),
      ...[...new Set(input.purposes)].map((kind) => ({ what: 'purpose', kind }) as const),
    ]
    for (const proposal of proposals) {
      const reason = input.reason === undefined ? {} : { reason: input.reason }
      const whole = { ...proposal, ...reason }
      const { proposalId } = await proposeIn(app, tx, actor, organisationId, whole, 'ukprn')
      proposalIds.push(proposalId)
    }
    if (administrator !== undefined) {
      await invite(app, tx, actor, organisationId, { address: administrator, role: 'administrator' })
    }
  })
  return { organisationId, did, proposalIds }
}

/** Beside its field, where a form asked. */
function alreadyTaken(field: 'ukprn' | 'did'): never {
  const key = field === 'ukprn' ? 'institution.ukprnTaken' : 'institution.didTaken'
  throw new AppError('conflict', { key, problems: [{ field, key }] })
}

function ownDid(app: App, organisationId: string): string {
  const { host } = new URL(app.config.publicUrl)
  return didWebFromUrl(`https://${host}${paths.issuerDocument(organisationId)}`)
}

function ensureDid(did: string): string {
  try {
    didWebUrl(did)
    return did
  } catch {
    invalid({ field: 'did', key: 'institution.didInvalid' })
  }
}
