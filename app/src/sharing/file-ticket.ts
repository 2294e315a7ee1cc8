import type { App } from '../app.ts'
import { isId } from '../platform/id.ts'
import { masterKey } from '../platform/keys.ts'
import { type FileTicket, lastMinute } from './file-token.ts'

/** Whose opening it is: what a cookie says on the origin of the pages. */
export type Bearer =
  | { readonly kind: 'link'; readonly tokenHash: string; readonly visitHash: string }
  | {
      readonly kind: 'party'
      readonly personId: string
      /** The session that opened it. */
      readonly credentialId: string
      readonly grantId: string
    }

export interface CarriedTicket extends FileTicket {
  readonly bearer: Bearer
}

/**
 * The address of one file for one opening on the origin of files, which has no cookies: it carries whose opening that
 * is, encrypted, since an address is kept in histories and logs. The share is asked again, as ever.
 */
export function carryTicket(app: App, bearer: Bearer, { openingId, itemId, variant }: FileTicket): string {
  const end = lastMinute(app.now()).toString(36)
  const plain = Buffer.from(JSON.stringify({ bearer, openingId, itemId, variant }))
  return `${end}.${keyOf(app, end).wrap(plain, 'shared file').toString('base64url')}`
}

export function readCarried(app: App, carried: string): CarriedTicket | undefined {
  const [end = '', sealed = ''] = carried.split('.')
  if (!/^[0-9a-z]{1,9}$/.test(end) || Number.parseInt(end, 36) * 60_000 < app.now().getTime())
    return undefined
  try {
    const plain = keyOf(app, end).unwrap(Buffer.from(sealed, 'base64url'), 'shared file')
    // Written by `carryTicket`, and nobody else has the key.
    const ticket = JSON.parse(plain.toString('utf8')) as CarriedTicket
    return isId(ticket.openingId) && isId(ticket.itemId) ? ticket : undefined
  } catch {
    return undefined
  }
}

/** A key for the tickets of one minute: random nonces last for as many as can be made in it. */
function keyOf(app: App, end: string) {
  return masterKey(Buffer.from(app.keys.mac('shared file tickets', end), 'base64url'))
}
