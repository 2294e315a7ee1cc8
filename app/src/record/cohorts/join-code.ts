import { randomInt } from 'node:crypto'
import type { App } from '../../app.ts'

/** Crockford's base 32: no I, L, O or U, so that nothing on a wall is read as something else. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 12

/** 60 random bits, in groups: `K7Q2-M4XA-09ZC`. Short enough to be typed from a wall. */
export function newJoinCode(): string {
  const code = Array.from({ length }, () => letters[randomInt(32)]).join('')
  return code.replace(/(.{4})(?=.)/g, '$1-')
}

/**
 * The same hash however the code was typed; undefined for what cannot be one. Keyed, since so short a code could be
 * guessed from a plain hash by whoever has the database.
 */
export function hashJoinCode(app: App, typed: string): string | undefined {
  const plain = plainJoinCode(typed)
  return plain === undefined ? undefined : app.keys.mac('join code', plain)
}

export function plainJoinCode(typed: string): string | undefined {
  const plain = typed
    .slice(0, 60)
    .toUpperCase()
    .replace(/[\s-]+/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  return plain.length === length && [...plain].every((letter) => letters.includes(letter)) ? plain : undefined
}
