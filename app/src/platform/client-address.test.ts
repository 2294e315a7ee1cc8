import { describe, expect, it } from 'vitest'
import { clientAddress, noProxies, readTrustedProxies } from './client-address.ts'

function trusting(text: string) {
  const trusted = readTrustedProxies(text)
  if (!trusted) throw new Error(`${text} was not understood`)
  return trusted
}

describe('the address that a request comes from', () => {
  it('is that of the connection where no proxy is trusted', () => {
    expect(clientAddress(noProxies, '192.0.2.1', '203.0.113.9')).toBe('192.0.2.1')
    expect(clientAddress(noProxies, '192.0.2.1', undefined)).toBe('192.0.2.1')
  })

  it.each([
    ['1', '203.0.113.9', '203.0.113.9'],
    ['1', undefined, '10.0.0.1'],
    ['1', '', '10.0.0.1'],
    // A visitor who writes the header too: what the proxy appended counts.
    ['1', '127.0.0.1, 203.0.113.9', '203.0.113.9'],
    ['1', '1.1.1.1, 2.2.2.2, 203.0.113.9', '203.0.113.9'],
    ['2', '1.1.1.1, 203.0.113.9, 10.0.0.2', '203.0.113.9'],
    ['2', '203.0.113.9', '203.0.113.9'],
    ['10.0.0.0/8', '1.1.1.1, 203.0.113.9, 10.0.0.2', '203.0.113.9'],
    ['10.0.0.1', '203.0.113.9, 10.0.0.2', '10.0.0.2'],
    ['10.0.0.0/8', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
    // Nobody trusted is connected: whatever is said is their own word.
    ['10.9.0.0/16, ::1', '203.0.113.9', '10.0.0.1'],
    ['10.0.0.1', '2001:db8::7', '2001:db8::7'],
    ['10.0.0.1', '[2001:db8::7]:4711', '2001:db8::7'],
    ['10.0.0.1', '203.0.113.9:4711', '203.0.113.9'],
    ['10.0.0.1', '::ffff:203.0.113.9', '203.0.113.9'],
    ['1', 'unknown', '10.0.0.1'],
    ['1', '203.0.113.9, <script>', '10.0.0.1'],
    ['10.0.0.0/8', '203.0.113.9, not-an-address, 10.0.0.2', '10.0.0.2'],
  ])('trusting %s, told %j: %s', (proxies, forwardedFor, expected) => {
    expect(clientAddress(trusting(proxies), '::ffff:10.0.0.1', forwardedFor)).toBe(expected)
  })
})

it.each(['x', '10.0.0', '10.0.0.0/33', '10.0.0.0/', '::1/129', '10.0.0.1,', '-1', '1.5', '10.0.0.1/x'])(
  'does not understand %j',
  (text) => {
    expect(readTrustedProxies(text)).toBeUndefined()
  },
)
