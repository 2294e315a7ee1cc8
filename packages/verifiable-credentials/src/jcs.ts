import type { JsonObject } from './json.ts'

/**
 * The JSON Canonicalization Scheme (RFC 8785). Names are sorted by UTF-16 code unit (§3.2.3), which is what
 * comparing strings in JavaScript does; numbers and strings are written as ECMAScript writes them (§3.2.2).
 */
export function canonicalizeJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalizeJson).join(',')}]`
  if (typeof value !== 'object' || value === null) {
    const text = JSON.stringify(value)
    // JSON has no undefined, and no number that is not finite.
    if (text === undefined || (typeof value === 'number' && !Number.isFinite(value))) {
      throw new TypeError('not a JSON value')
    }
    return text
  }
  let text = ''
  for (const name of Object.keys(value).sort()) {
    const member = (value as JsonObject)[name]
    if (member !== undefined) {
      text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${canonicalizeJson(member)}`
    }
  }
  return `{${text}}`
}
