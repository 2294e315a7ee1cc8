import { isRecipient, readBaked } from '@vademecum/open-badges'
import type { JsonObject, VerificationReport } from '@vademecum/verifiable-credentials'
import { asSelf } from '../../access/powers.ts'
import { ownedBy } from '../../access/visible.ts'
import type { App } from '../../app.ts'
import type { PersonActor } from '../../identity/actor.ts'
import { confirmedAddresses } from '../../identity/confirmed-addresses.ts'
import { checkDocument } from '../check.ts'
import { isSameAs } from '../log-evidence.ts'
import { verifyRate } from '../verify-limits.ts'
import '../tables.ts'

export type CheckedForOwner =
  | { readonly kind: 'credential'; readonly report: VerificationReport }
  | { readonly kind: 'bundle' | 'unrecognised' }

/** Checks what somebody keeps or brings, and whether it is shown to be theirs. Counts as one check: it may ask others. */
export async function checkForOwner(
  app: App,
  person: PersonActor,
  bytes: Uint8Array,
): Promise<CheckedForOwner> {
  await app.limit.take(verifyRate, person.personId)
  const text = readBaked(bytes) ?? new TextDecoder().decode(bytes)
  const checked = await checkDocument(app, text, (credential) => whose(app, person, credential))
  if (checked.kind !== 'credential') return { kind: checked.kind }
  const isRead = checked.report.checks.some(({ name, result }) => name === 'parsed' && result === 'pass')
  return isRead ? checked : { kind: 'unrecognised' }
}

/**
 * The same person: it names one of their confirmed addresses, or it is one that we issued for a record of theirs. Somebody
 * else's name or address proves nothing either way.
 */
async function whose(app: App, person: PersonActor, credential: JsonObject): Promise<'same' | 'unknown'> {
  const { id } = credential
  const [addresses, issued] = await app.db.read(asSelf(person), (tx) =>
    Promise.all([
      confirmedAddresses(tx, person.personId),
      typeof id === 'string'
        ? tx.sql
            .selectFrom('credential')
            .select('document')
            .where(ownedBy(person, 'learner_id'))
            .where('credential_id', '=', id)
            .executeTakeFirst()
        : undefined,
    ]),
  )
  return isSameAs(credential, issued?.document) || (await isRecipient(credential, addresses))
    ? 'same'
    : 'unknown'
}
