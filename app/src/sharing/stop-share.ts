import { asSelf, ensurePerson, ensureScope } from '../access/powers.ts'
import type { App } from '../app.ts'
import { recordEvent } from '../audit/record-event.ts'
import { conflict, notFound } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import { hashSecret, newSecret } from '../identity/secret.ts'
import { databaseNow, findGrantToChange, insertKey, replaceKeys, setStopped } from './store.ts'

/** Ends a share at once. The next look finds it stopped; it cannot be started again. Stopping twice is stopping. */
export async function stopShare(app: App, actor: Actor, grantId: string): Promise<void> {
  const person = ensurePerson(actor)
  ensureScope(person, 'shares:write')
  await app.db.write(asSelf(person), async (tx) => {
    const grant = (await findGrantToChange(tx, person, grantId)) ?? notFound('share')
    if (grant.stopped_at) return
    const at = await databaseNow(tx)
    await setStopped(tx, grant, at)
    await recordEvent(tx, person, {
      action: 'share.stopped',
      about: [grant.owner_id],
      permission: 'own',
      thing: { kind: 'grant', id: grantId },
      at,
    })
  })
}

/** Another link for the same recipient; the one before answers as stopped from now on. */
export async function replaceLink(app: App, actor: Actor, grantId: string): Promise<{ token: string }> {
  const person = ensurePerson(actor)
  ensureScope(person, 'shares:write')
  const token = newSecret()
  await app.db.write(asSelf(person), async (tx) => {
    const grant = (await findGrantToChange(tx, person, grantId)) ?? notFound('share')
    const at = await databaseNow(tx)
    if (grant.audience !== 'link' || grant.stopped_at || grant.ends_at <= at) conflict('sharing.noNewLink')
    await replaceKeys(tx, grant.owner_id, grantId, at)
    await insertKey(tx, grant.owner_id, grantId, hashSecret(token))
    await recordEvent(tx, person, {
      action: 'share.linkReplaced',
      about: [grant.owner_id],
      permission: 'own',
      thing: { kind: 'grant', id: grantId },
      at,
    })
  })
  return { token }
}
