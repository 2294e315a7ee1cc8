import type { VerifierKey } from '@vademecum/transparency-log'
import { createDidDocument, type DidDocument, decodeMultikey } from '@vademecum/verifiable-credentials'
import type { App } from '../app.ts'
import { issuerLogs, verifierLine } from '../log/issuer-log.ts'
import { listedWitnesses } from '../log/witnesses.ts'
import { paths } from '../paths.ts'
import type { Reader } from '../platform/db.ts'
import './tables.ts'

/** An organisation that has a DID here, with its keys and with what it was admitted to attest, and when. */
export interface RegisteredIssuer {
  readonly organisationId: string
  readonly did: string
  readonly name: string
  readonly closedAt: Date | null
  readonly document: DidDocument
  readonly admissions: readonly Admission[]
}

interface Admission {
  readonly kind: string
  readonly since: Date
  readonly until: Date | null
}

/** All that a verdict depends on besides the credential itself. `revision` changes whenever any of it does. */
export interface TrustState {
  readonly revision: string
  readonly issuers: ReadonlyMap<string, RegisteredIssuer>
  readonly names: ReadonlyMap<string, string>
  /** Whose cosignatures under a log's checkpoints count. */
  readonly witnesses: readonly VerifierKey[]
}

interface Held {
  state: TrustState | undefined
  askedAt: number
  asking: Promise<TrustState> | undefined
}

const held = new WeakMap<App, Held>()
/** How late this process may hear of a change that another one made. Its own it hears of at once. */
const freshMilliseconds = 1_000

/**
 * Keys, status lists and admissions as they are. For pages that are drawn many times a second it is read again once a
 * second; `now` reads it in any case, for whoever asks to have something checked.
 */
export function trustState(app: App, when: 'recent' | 'now' = 'recent'): Promise<TrustState> | TrustState {
  if (when === 'now') forgetTrustState(app)
  const known = held.get(app) ?? { state: undefined, askedAt: 0, asking: undefined }
  held.set(app, known)
  if (known.state && known.askedAt > 0 && performance.now() - known.askedAt < freshMilliseconds)
    return known.state
  known.asking ??= refresh(app, known).finally(() => {
    known.asking = undefined
  })
  return known.asking
}

/** After a change of keys, lists or admissions was committed. */
export function forgetTrustState(app: App): void {
  // A new entry, so that what is being read for the old one does not come back as current.
  held.set(app, { state: held.get(app)?.state, askedAt: 0, asking: undefined })
}

async function refresh(app: App, known: Held): Promise<TrustState> {
  const askedAt = performance.now()
  const state = await app.db.read({}, async (tx) => {
    const revision = await readRevision(tx)
    return known.state?.revision === revision ? known.state : readState(app, tx, revision)
  })
  known.state = state
  known.askedAt = askedAt
  return state
}

async function readRevision(tx: Reader): Promise<string> {
  const [row] = await tx.named<{ revision: string }>(
    'trust revision',
    `select concat_ws('.',
       (select concat(count(*), '-', coalesce(sum(revision), 0)) from status_list),
       (select md5(string_agg(concat(key_id, retired_at, '!', compromised_at), '|' order by key_id))
        from organisation_key),
       (select md5(string_agg(concat(organisation_id, statement_kind, since, '!', ended_at), '|'
          order by organisation_id, statement_kind, since)) from admission),
       (select count(*) from issuer_log),
       (select md5(string_agg(concat(verifier_key, '!', ended_at), '|' order by witness)) from log_witness),
       (select md5(string_agg(concat(did, '!', name, '!', closed_at), '|' order by organisation_id))
        from organisation)) as revision`,
    [],
  )
  return row?.revision ?? ''
}

async function readState(app: App, tx: Reader, revision: string): Promise<TrustState> {
  const [organisations, keys, admissions, logs, witnesses] = await Promise.all([
    tx.named<{ organisation_id: string; did: string | null; name: string; closed_at: Date | null }>(
      'trust organisations',
      'select organisation_id, did, name, closed_at from organisation',
      [],
    ),
    tx.named<{
      organisation_id: string
      key_id: string
      public_key_multibase: string
      retired_at: Date | null
      compromised_at: Date | null
    }>(
      'trust keys',
      `select organisation_id, key_id, public_key_multibase, retired_at, compromised_at
       from organisation_key order by created_at`,
      [],
    ),
    tx.named<{ organisation_id: string; statement_kind: string; since: Date; ended_at: Date | null }>(
      'trust admissions',
      'select organisation_id, statement_kind, since, ended_at from admission',
      [],
    ),
    issuerLogs(tx),
    listedWitnesses(tx),
  ])
  const logOf = new Map(logs.map((log) => [log.issuerId, log]))
  const keysOf = byOrganisation(keys)
  const admissionsOf = byOrganisation(admissions)
  const issuers = organisations.flatMap(({ organisation_id, did, name, closed_at }) => {
    if (!did) return []
    const log = logOf.get(organisation_id)
    const issuer: RegisteredIssuer = {
      organisationId: organisation_id,
      did,
      name,
      closedAt: closed_at,
      document: createDidDocument({
        id: did,
        keys: (keysOf.get(organisation_id) ?? []).map((key) => ({
          id: key.key_id,
          publicKey: decodeMultikey(key.public_key_multibase),
          ...(key.retired_at ? { retired: key.retired_at.toISOString() } : {}),
          ...(key.compromised_at ? { revoked: key.compromised_at.toISOString() } : {}),
        })),
        ...(log && {
          log: {
            address: `${app.config.publicUrl}${paths.log(organisation_id)}`,
            verifierKey: verifierLine(log),
          },
        }),
      }),
      admissions: (admissionsOf.get(organisation_id) ?? []).map((admission) => ({
        kind: admission.statement_kind,
        since: admission.since,
        until: admission.ended_at,
      })),
    }
    return [[did, issuer] as const]
  })
  return {
    revision,
    issuers: new Map(issuers),
    names: new Map(organisations.map(({ organisation_id, name }) => [organisation_id, name])),
    witnesses,
  }
}

function byOrganisation<Row extends { organisation_id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const grouped = new Map<string, Row[]>()
  for (const row of rows) {
    const known = grouped.get(row.organisation_id)
    if (known) known.push(row)
    else grouped.set(row.organisation_id, [row])
  }
  return grouped
}
