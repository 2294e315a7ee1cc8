import { BlockList, isIP } from 'node:net'

/** Whose word about the sender of a request is taken: so many proxies before us, or those at these addresses. */
export type TrustedProxies =
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'addresses'; readonly list: BlockList }

export const noProxies: TrustedProxies = { kind: 'count', count: 0 }

/** `2`, or `10.0.0.0/8, ::1`; undefined for anything else. */
export function readTrustedProxies(text: string): TrustedProxies | undefined {
  if (/^\d{1,2}$/.test(text)) return { kind: 'count', count: Number(text) }
  const list = new BlockList()
  for (const entry of text.split(',').map((part) => part.trim())) {
    const [address = '', prefix] = entry.split('/')
    const family = familyOf(address)
    if (!family) return undefined
    const bits =
      prefix === undefined ? longest[family] : Number(/^\d{1,3}$/.test(prefix) ? prefix : Number.NaN)
    if (!(bits >= 0 && bits <= longest[family])) return undefined
    list.addSubnet(address, bits, family)
  }
  return { kind: 'addresses', list }
}

/**
 * The address that a request comes from. Anybody can send `X-Forwarded-For`, but each proxy appends whom it was asked
 * by: read from the right, the first entry that no trusted proxy has is the last that can be believed.
 */
export function clientAddress(
  trusted: TrustedProxies,
  connected: string,
  forwardedFor: string | undefined,
): string {
  let client = plain(connected)
  // The nearest first.
  const entries = (forwardedFor ?? '').split(',').reverse().slice(0, 50)
  for (const [hops, entry] of entries.entries()) {
    const isProxy = trusted.kind === 'count' ? hops < trusted.count : isListed(trusted.list, client)
    const address = plain(entry)
    // What is no address was written by nobody who is trusted.
    if (!isProxy || !familyOf(address)) return client
    client = address
  }
  return client
}

const longest = { ipv4: 32, ipv6: 128 } as const

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address)
  return version === 4 ? 'ipv4' : version === 6 ? 'ipv6' : undefined
}

function isListed(list: BlockList, address: string): boolean {
  const family = familyOf(address)
  return family !== undefined && list.check(address, family)
}

/** Without the port that some proxies add, the zone, and the clothes that IPv4 wears on an IPv6 socket. */
function plain(given: string): string {
  const text = given.trim().replace(/^::ffff:(?=\d+\.)/i, '')
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1]
  return (bracketed ?? text.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')).replace(/%.*$/, '')
}
