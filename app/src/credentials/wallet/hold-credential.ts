import { Readable } from 'node:stream'
import { ensureOwnerKey } from '../../access/owner-key.ts'
import { asSelf, ensurePerson, ensureScope } from '../../access/powers.ts'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { AppError, invalid } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { newId } from '../../platform/id.ts'
import { insertFiles, quota, usedBytes } from '../../portfolio/file/file-room.ts'
import { whatItSays } from '../what-it-says.ts'
import { checkForOwner } from './check-for-owner.ts'
import { standingOf } from './credential.ts'
import { insert } from './store.ts'

/** Bytes of one certificate, picture included. */
export const largestCredential = 2_000_000

/** Keeps a certificate from elsewhere exactly as it came, whatever the checks say of it. Gives its id. */
export async function holdCredential(app: App, actor: Actor, bytes: Uint8Array): Promise<string> {
  const person = ensurePerson(actor)
  ensureScope(person, 'portfolio:write')
  if (bytes.length > largestCredential)
    throw new AppError('too_large', { values: { limit: largestCredential } })
  const checked = await checkForOwner(app, person, bytes)
  if (checked.kind !== 'credential') {
    invalid({
      field: 'file',
      key: checked.kind === 'bundle' ? 'credentials.walletBundle' : 'credentials.walletUnread',
    })
  }
  const { report } = checked
  const says = whatItSays(report.credential ?? {})
  const { key, left } = await app.db.write(asSelf(person), async (tx) => ({
    key: await ensureOwnerKey(app, tx, person.personId),
    left: quota - (await usedBytes(tx, person)),
  }))
  if (left < bytes.length) {
    throw new AppError('too_large', { key: 'portfolio.quotaUsedUp', values: { limit: quota } })
  }
  const stored = await app.files.put(person.personId, key, Readable.from([bytes]), { limit: bytes.length })
  const mediaType = mediaTypeOf(bytes)
  const at = app.now()
  return app.db.write(asSelf(person), async (tx) => {
    await insertFiles(tx, person.personId, [{ ...stored, mediaType }], at)
    const id = await insert(tx, person.personId, {
      id: newId(at.getTime()),
      title: says.title ?? '',
      issuerName: says.issuer ?? '',
      mediaType,
      sha256: stored.sha256,
      standing: standingOf(report),
      checkedAt: at,
      addedAt: at,
    })
    await recordEvent(tx, person, {
      action: 'credential.held',
      about: [person.personId],
      permission: 'own',
      thing: { kind: 'credential', id },
      at,
    })
    return id
  })
}

/** By its first byte: what could be read is one of these. */
function mediaTypeOf(bytes: Uint8Array): string {
  if (bytes[0] === 0x89) return 'image/png'
  const start = Buffer.from(bytes.subarray(0, 100)).toString().trimStart()
  if (start.startsWith('<')) return 'image/svg+xml'
  return start.startsWith('{') ? 'application/vc' : 'application/vc+jwt'
}
