import { buffer } from 'node:stream/consumers'
import type { VerificationReport } from '@vademecum/verifiable-credentials'
import { ownerKey } from '../../access/owner-key.ts'
import { asSelf, ensurePerson, ensureScope } from '../../access/powers.ts'
import type { App } from '../../app.ts'
import { notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { checkForOwner } from './check-for-owner.ts'
import { standingOf, type WalletCredential } from './credential.ts'
import { findAll, findOne, noteCheck } from './store.ts'

/** All that the person keeps, each as it stood when it was last shown. */
export async function listCredentials(app: App, actor: Actor): Promise<WalletCredential[]> {
  const person = ensurePerson(actor)
  ensureScope(person, 'portfolio:read')
  return app.db.read(asSelf(person), (tx) => findAll(tx, person))
}

/** The bytes as they came. */
export async function openCredential(
  app: App,
  actor: Actor,
  id: string,
): Promise<{ credential: WalletCredential; bytes: Buffer }> {
  const person = ensurePerson(actor)
  ensureScope(person, 'portfolio:read')
  const { credential, key } = await app.db.read(asSelf(person), async (tx) => {
    const found = (await findOne(tx, person, id)) ?? notFound('credential')
    return { credential: found, key: await ownerKey(app, tx, person.personId) }
  })
  const { stream } = await app.files.open(person.personId, key, credential.sha256)
  return { credential, bytes: await buffer(stream) }
}

/** One of them, checked anew: what held yesterday may have been taken back today. */
export async function recheckCredential(
  app: App,
  actor: Actor,
  id: string,
): Promise<{ credential: WalletCredential; report: VerificationReport }> {
  const person = ensurePerson(actor)
  const { credential, bytes } = await openCredential(app, actor, id)
  const checked = await checkForOwner(app, person, bytes)
  if (checked.kind !== 'credential') throw new Error('what is kept can no longer be read')
  const [standing, at] = [standingOf(checked.report), app.now()]
  await app.db.write(asSelf(person), (tx) => noteCheck(tx, person, id, { standing, at }))
  return { credential: { ...credential, standing, checkedAt: at }, report: checked.report }
}
