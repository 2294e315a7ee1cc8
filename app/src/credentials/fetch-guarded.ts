import { lookup as lookUpAddresses } from 'node:dns/promises'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'

export interface FetchOptions {
  /** For development and tests: this machine, also by http. */
  readonly allowLoopback?: boolean
  readonly accept?: string
  readonly byteLimit?: number
  readonly milliseconds?: number
}

/** Why a remote document could not be had. It never says what an inner network answered. */
export class FetchRefused extends Error {
  override readonly name = 'FetchRefused'
}

const redirectLimit = 3

/**
 * The only way in which a verification reads from the network: https, public addresses, every redirect checked anew,
 * 1 MB and 5 s in all. The address that was checked is the one that is connected to, so that a name server cannot
 * answer differently the second time.
 */
export async function fetchGuarded(address: string, options: FetchOptions = {}): Promise<string> {
  const { milliseconds = 5_000 } = options
  const signal = AbortSignal.timeout(milliseconds)
  let url = parseUrl(address, options)
  for (let hops = 0; hops <= redirectLimit; hops += 1) {
    const answer = await fetchOnce(url, options, signal)
    if ('body' in answer) return answer.body
    url = parseUrl(new URL(answer.location, url).href, options)
  }
  throw new FetchRefused('too many redirects')
}

function parseUrl(address: string, options: FetchOptions): URL {
  const { allowLoopback = false } = options
  if (!URL.canParse(address)) throw new FetchRefused('not an address')
  const url = new URL(address)
  if (url.username || url.password) throw new FetchRefused('an address with a name and password')
  const plainAllowed = url.protocol === 'http:' && allowLoopback && isLoopbackName(url.hostname)
  if (url.protocol !== 'https:' && !plainAllowed) throw new FetchRefused('not an https address')
  // An address written as a number is connected to without a look-up, and as soon as a request is made.
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) && !isAllowedAddress(host, options)) throw new FetchRefused('not a public address')
  return url
}

function fetchOnce(
  url: URL,
  options: FetchOptions,
  signal: AbortSignal,
): Promise<{ body: string } | { location: string }> {
  const { accept = 'application/json', byteLimit = 1_000_000 } = options
  const request = url.protocol === 'http:' ? requestHttp : requestHttps
  return new Promise((resolve, reject) => {
    const refuse = (why: string, cause?: unknown) => reject(new FetchRefused(why, { cause }))
    const sent = request(
      url,
      {
        signal,
        agent: false,
        lookup: checkedLookup(options),
        headers: { accept, 'user-agent': 'vademecum', 'accept-encoding': 'identity' },
      },
      (response) => {
        const { statusCode = 0, headers } = response
        if (statusCode >= 300 && statusCode < 400 && headers.location) {
          response.destroy()
          return resolve({ location: headers.location })
        }
        if (statusCode !== 200) {
          response.destroy()
          return refuse(`the answer was ${statusCode}`)
        }
        const chunks: Buffer[] = []
        let length = 0
        response.on('data', (chunk: Buffer) => {
          length += chunk.length
          if (length <= byteLimit) return chunks.push(chunk)
          response.destroy()
          return refuse('the answer is too long')
        })
        response.on('end', () => resolve({ body: Buffer.concat(chunks).toString('utf8') }))
        response.on('error', (error) => refuse('the answer broke off', error))
      },
    )
    sent.on('error', (error) =>
      error instanceof FetchRefused
        ? reject(error)
        : refuse(signal.aborted ? 'too slow' : 'no answer', error),
    )
    sent.end()
  })
}

/** All addresses of a name have to be allowed; the connection is made to one of those just checked. */
function checkedLookup(options: FetchOptions): LookupFunction {
  return (hostname, wanted, callback) => {
    lookUpAddresses(hostname, { all: true, verbatim: true }).then(
      (found) => {
        const [first] = found
        if (!first || !found.every(({ address }) => isAllowedAddress(address, options))) {
          return callback(new FetchRefused('not a public address'), '')
        }
        return wanted.all ? callback(null, found) : callback(null, first.address, first.family)
      },
      (error) => callback(error, ''),
    )
  }
}

function isLoopbackName(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '')
  return host === 'localhost' || host.endsWith('.localhost') || isLoopback(host)
}

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8)
loopback.addAddress('::1', 'ipv6')

function isLoopback(address: string): boolean {
  const family = isIP(address)
  return family !== 0 && loopback.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

/** Special-purpose addresses of IPv4 (RFC 6890), multicast, and what is reserved. */
const notPublic = new BlockList()
const specialNetworks: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
]
for (const [network, prefix] of specialNetworks) notPublic.addSubnet(network, prefix)

/** IPv6 is turned round: only global unicast, without the parts that carry an IPv4 address or are for examples. */
const globalUnicast = new BlockList()
globalUnicast.addSubnet('2000::', 3, 'ipv6')
const notPublic6 = new BlockList()
notPublic6.addSubnet('2001::', 23, 'ipv6')
notPublic6.addSubnet('2001:db8::', 32, 'ipv6')
notPublic6.addSubnet('2002::', 16, 'ipv6')
notPublic6.addSubnet('3fff::', 20, 'ipv6')

export function isAllowedAddress(address: string, { allowLoopback = false }: FetchOptions = {}): boolean {
  if (allowLoopback && isLoopback(address)) return true
  if (isIP(address) === 4) return !notPublic.check(address)
  return globalUnicast.check(address, 'ipv6') && !notPublic6.check(address, 'ipv6')
}
