import { describe, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../support/app.ts'

const here = await createTestApp()
const toEverybody = await createTestApp({ HOST: '0.0.0.0' })
const named = await createTestApp({ PUBLIC_URL: 'https://record.example' })
const shown = await createTestApp({ HOST: '0.0.0.0', KEPT_MAIL: 'anyone' })

async function ask(
  { server }: TestApp,
  connected: string,
  {
    url = 'http://localhost:3000/mail',
    headers = {},
  }: { url?: string; headers?: Record<string, string> } = {},
): Promise<number> {
  const env = { incoming: { socket: { remoteAddress: connected } } }
  return (await server.fetch(new Request(url, { headers }), env)).status
}

describe('the mail of a demonstration', () => {
  test.each(['127.0.0.1', '::1', '::ffff:127.0.0.1'])('is read at its machine (%s)', async (address) => {
    expect(await ask(here, address)).toBe(200)
  })

  test('is nobody else’s to read', async () => {
    expect(await ask(here, '192.0.2.9')).toBe(404)
    expect(await ask(here, '192.0.2.9', { headers: { 'x-forwarded-for': '127.0.0.1' } })).toBe(404)
  })

  test.each([
    ['a proxy that nobody declared', { headers: { 'x-forwarded-for': '127.0.0.1' } }],
    ['another', { headers: { via: '1.1 tunnel' } }],
    ['another name for this machine', { url: 'http://evil.example/mail' }],
  ])('not through %s', async (_what, request) => {
    expect(await ask(here, '127.0.0.1', request)).toBe(404)
  })

  test('not where the server is there for others', async () => {
    expect(await ask(toEverybody, '127.0.0.1')).toBe(404)
    expect(await ask(named, '127.0.0.1')).toBe(404)
  })

  test('is shown to everybody where the operator says so', async () => {
    expect(await ask(shown, '192.0.2.9')).toBe(200)
  })
})
