import { createHash, randomInt } from 'node:crypto'

/** Crockford's base 32: no I, L, O or U, so that nothing on paper is read as something else. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 16

/** 80 random bits for paper, in groups: `K7Q2-M4XA-09ZC-TBHE`. */
export function newClaimCode(): string {
  const code = Array.from({ length }, () => letters[randomInt(32)]).join('')
  return code.replace(/(.{4})(?=.)/g, '$1-')
}

/**
 * Number and code in one hash, so that one look-up says whether they belong together and neither tells of the other.
 * The same hash however the code was typed; undefined for what cannot be one.
 */
export function hashClaimCode(uln: string, typed: string): string | undefined {
  const plain = typed
    .toUpperCase()
    .replace(/[\s-]+/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  if (plain.length !== length || [...plain].some((letter) => !letters.includes(letter))) return undefined
  return createHash('sha256').update(`claim ${uln} ${plain}`).digest('base64url')
}
