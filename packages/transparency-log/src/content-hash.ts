import { sha256 } from './sha256.ts'

/** What can be stated: JSON without fractions or odd numbers, so that everybody writes it alike. */
export type Content = { readonly [name: string]: unknown }

/** SHA-256 over the RFC 8785 form: no spaces, names in order. */
export function contentHashOf(content: Content): Uint8Array<ArrayBuffer> {
  return sha256(new TextEncoder().encode(canonicalJson(content)))
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined)
    // By UTF-16 code units, as RFC 8785 §3.2.3 and this comparison do.
    members.sort(([one], [other]) => (one < other ? -1 : 1))
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`
  }
  return JSON.stringify(value)
}
