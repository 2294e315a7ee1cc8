import { timingSafeEqual } from 'node:crypto'
import type { App } from '../app.ts'
import { isId } from '../platform/id.ts'
import type { Slot } from './body-cache.ts'

export interface FileTicket extends Slot {
  readonly openingId: string
}

const minutes = 15

/** A short-lived address of one file, for one opening. It only says which file: the share is asked again. */
export function fileToken(app: App, grantId: string, ticket: FileTicket): string {
  const end = lastMinute(app.now())
  const plain = `${ticket.openingId}.${ticket.itemId}.${ticket.variant}.${end.toString(36)}`
  return `${plain}.${seal(app, grantId, plain)}`
}

/** Until when an address made now holds: a full minute, so that one page's addresses are made alike within it. */
export function lastMinute(now: Date): number {
  return Math.ceil(now.getTime() / 60_000) + minutes
}

export function readFileToken(app: App, grantId: string, token: string): FileTicket | undefined {
  const [openingId = '', itemId = '', variant, end = '', mac = ''] = token.split('.')
  const plain = token.slice(0, token.lastIndexOf('.'))
  const expected = Buffer.from(seal(app, grantId, plain))
  const given = Buffer.from(mac)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  if (Number.parseInt(end, 36) * 60_000 < app.now().getTime()) return undefined
  if (!isId(openingId) || !isId(itemId) || (variant !== 'original' && variant !== 'preview')) return undefined
  return { openingId, itemId, variant }
}

const seal = (app: App, grantId: string, plain: string) => app.keys.mac('shared file', `${grantId} ${plain}`)
