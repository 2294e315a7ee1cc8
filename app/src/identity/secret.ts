import { createHash, randomBytes, randomInt } from 'node:crypto'

/** 256 random bits for a cookie, a link or a token. Only its hash is stored. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** With that many random bits a plain hash cannot be guessed back. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

export function isSecret(text: string): boolean {
  return /^[\w-]{43}$/.test(text)
}

/** So that whoever finds a token, a scanner of repositories too, knows what it is. */
const tokenPrefix = 'vdm_'

export function newApiToken(): string {
  return tokenPrefix + newSecret()
}

export function isApiToken(text: string): boolean {
  return text.startsWith(tokenPrefix) && isSecret(text.slice(tokenPrefix.length))
}

/** Crockford's base 32: no I, L, O or U, so that nothing on paper is read as something else. */
const codeLetters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** 80 random bits for paper: `K7Q2-M4XA-09ZC-TBHE`. */
export function newRecoveryCode(): string {
  const letters = Array.from({ length: 16 }, () => codeLetters[randomInt(32)]).join('')
  return letters.replace(/(.{4})(?=.)/g, '$1-')
}

/** The same hash however the code was typed. */
export function hashRecoveryCode(typed: string): string {
  const plain = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  return hashSecret(plain)
}
