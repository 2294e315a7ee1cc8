import { describe, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../support/app.ts'

const direct = await createTestApp()
const behindOne = await createTestApp({ TRUSTED_PROXIES: '1' })
const behindListed = await createTestApp({ TRUSTED_PROXIES: '10.0.0.0/8' })

/** Asks for something that is limited by network, over a connection from this address. */
async function ask({ server }: TestApp, connected: string, forwardedFor?: string) {
  const answer = await server.request(
    '/api/v1/verify',
    {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor }),
      },
      body: '{}',
    },
    { incoming: { socket: { remoteAddress: connected } } },
  )
  expect(answer.status).not.toBe(404)
}

/** How many networks have been counted apart. */
async function networks({ app }: TestApp): Promise<number> {
  const { rows } = await app.db.pool.query<{ n: number }>(
    `with gone as (delete from rate_limit where key like 'verify:%' returning 1) select count(*) as n from gone`,
  )
  return rows[0]?.n ?? 0
}

describe('whoever writes X-Forwarded-For', () => {
  test('is still one network where no proxy is trusted', async () => {
    for (const said of ['203.0.113.1', '203.0.113.2', '127.0.0.1', undefined]) {
      await ask(direct, '192.0.2.9', said)
    }
    expect(await networks(direct)).toBe(1)
  })

  test('is still one network behind a proxy, which appends their address', async () => {
    for (const said of ['203.0.113.1, ', '203.0.113.2, 127.0.0.1, ', '']) {
      await ask(behindOne, '10.0.0.1', `${said}192.0.2.9`)
    }
    expect(await networks(behindOne)).toBe(1)
  })

  test('is still one network when they come past the listed proxies', async () => {
    for (const said of ['203.0.113.1', '203.0.113.2', '10.0.0.1']) {
      await ask(behindListed, '192.0.2.9', said)
    }
    expect(await networks(behindListed)).toBe(1)
  })
})

test('visitors behind a trusted proxy are counted apart', async () => {
  for (const visitor of ['192.0.2.1', '192.0.2.2', '2001:db8::1']) {
    await ask(behindOne, '10.0.0.1', visitor)
    await ask(behindListed, '::ffff:10.0.0.1', `${visitor}, 10.0.0.2`)
  }
  expect(await networks(behindOne)).toBe(3)
  expect(await networks(behindListed)).toBe(3)
})
