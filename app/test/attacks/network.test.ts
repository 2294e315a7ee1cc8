import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { fetchGuarded } from '../../src/credentials/fetch-guarded.ts'
import { resolveRemote } from '../../src/credentials/resolve-remote.ts'

let knocks = 0
const servers: Server[] = []
afterAll(() => {
  for (const server of servers) server.close()
})

/** Something on this machine that is nobody's business; counts whoever as much as connects. */
async function listenOn(host: string): Promise<number> {
  const server = createServer((socket) => {
    knocks += 1
    socket.destroy()
  })
  servers.push(server)
  server.listen(0, host)
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

const port = await listenOn('127.0.0.1')

test.each([
  ...[
    '127.0.0.1',
    'localhost',
    '2130706433',
    '0x7f000001',
    '017700000001',
    '127.1',
    '0',
    '0.0.0.0',
    'LOCALHOST',
  ],
  ...[
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::]',
    '[64:ff9b::7f00:1]',
    '[::127.0.0.1]',
    '①②⑦.⓪.⓪.①',
  ],
])('nobody as much as connects to %s', async (host) => {
  await expect(fetchGuarded(`https://${host}:${port}/`)).rejects.toThrow('not a public address')
  await new Promise((resolve) => setTimeout(resolve, 30))
  expect(knocks).toBe(0)
})

test.each([...['127.0.0.1', 'localhost', '0x7f.1', '2130706433']])('nor to did:web:%s', async (host) => {
  await expect(resolveRemote(`did:web:${host}%3A${port}`)).rejects.toThrow('not a public address')
  await new Promise((resolve) => setTimeout(resolve, 30))
  expect(knocks).toBe(0)
})
