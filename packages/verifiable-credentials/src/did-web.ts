import type { JsonObject } from './json.ts'
import { parseCredential } from './parse-credential.ts'

const PREFIX = 'did:web:'

/** Options of both directions: http is for loopback hosts only, and only when allowed. */
export interface DidWebOptions {
  allowLoopback?: boolean
}

/**
 * The address of the document of a `did:web`. Throws a `RangeError` if the DID is malformed. A caller that
 * fetches it has to guard against private addresses itself.
 *
 * @example
 * didWebUrl('did:web:example.org%3A8443:issuers:7') // 'https://example.org:8443/issuers/7/did.json'
 */
export function didWebUrl(did: string, options: DidWebOptions = {}): string {
  if (!did.startsWith(PREFIX)) throw new RangeError('not a did:web')
  const [host = '', ...path] = did.slice(PREFIX.length).split(':').map(decodePart)
  // Each part is one host or one path segment; a decoded slash or query would reach another document.
  if (!/^[a-z0-9.-]+(:[0-9]{1,5})?$/i.test(host)) throw new RangeError('not a host')
  if (path.some((part) => part === '' || part === '.' || part === '..' || /[/?#\\\p{Cc}]/u.test(part))) {
    throw new RangeError('not a path')
  }
  const scheme = options.allowLoopback === true && isLoopback(host.replace(/:[0-9]+$/, '')) ? 'http' : 'https'
  const segments = path.length === 0 ? ['.well-known'] : path.map(encodeURIComponent)
  return `${scheme}://${host}/${segments.join('/')}/did.json`
}

/**
 * A resolver of `did:web` that reads through the caller's loader; it gets an address and gives text. Of other methods it
 * knows nothing, and a document that names another DID is none.
 *
 * @example
 * verifyCredential(text, { now: new Date(), resolveDid: didWebResolver((url) => fetchGuarded(url)) })
 */
export function didWebResolver(
  load: (url: string) => Promise<string>,
  options: DidWebOptions = {},
): (did: string) => Promise<JsonObject | undefined> {
  return async (did) => {
    if (!did.startsWith(PREFIX)) return undefined
    const parsed = parseCredential(await load(didWebUrl(did, options)))
    return parsed.ok && parsed.document.id === did ? parsed.document : undefined
  }
}

/**
 * The DID whose document lies at an address, or at `did.json` below it.
 *
 * @example
 * didWebFromUrl('https://example.org/issuers/7') // 'did:web:example.org:issuers:7'
 */
export function didWebFromUrl(url: string, options: DidWebOptions = {}): string {
  const { protocol, host, hostname, pathname, search, hash, username, password } = new URL(url)
  const isPlain = search === '' && hash === '' && username === '' && password === ''
  const isAllowed =
    protocol === 'https:' || (protocol === 'http:' && options.allowLoopback === true && isLoopback(hostname))
  if (!isAllowed || !isPlain || hostname.startsWith('[')) throw new RangeError('not an address for did:web')
  const segments = pathname.split('/').filter((segment) => segment !== '')
  if (segments.at(-1) === 'did.json') segments.pop()
  if (segments.length === 1 && segments[0] === '.well-known') segments.pop()
  const parts = segments.map((segment) => encodeURIComponent(decodeURIComponent(segment)))
  return PREFIX + [host.replace(':', '%3A'), ...parts].join(':')
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw new RangeError('malformed percent-encoding')
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || /^127(\.[0-9]{1,3}){3}$/.test(host)
}
