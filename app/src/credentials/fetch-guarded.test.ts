import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { fetchGuarded, isAllowedAddress } from './fetch-guarded.ts'

async function serving<T>(listener: RequestListener, act: (origin: string) => Promise<T>): Promise<T> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    return await act(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

const loopback = { allowLoopback: true }

test.each([
  ['93.184.215.14', true],
  ['10.1.2.3', false],
  ['127.0.0.1', false],
  ['169.254.169.254', false],
  ['172.20.0.1', false],
  ['192.168.1.1', false],
  ['100.64.0.1', false],
  ['0.0.0.0', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['2606:2800:21f:cb07:6820:80da:af6b:8b2c', true],
  ['::1', false],
  ['::', false],
  ['::ffff:10.0.0.1', false],
  ['fe80::1', false],
  ['fd00::1', false],
  ['64:ff9b::a00:1', false],
  ['2002:a00:1::', false],
  ['2001:db8::1', false],
])('%s is a public address: %s', (address, allowed) => {
  expect(isAllowedAddress(address)).toBe(allowed)
})

test.each([
  'http://record.example/',
  'https://127.0.0.1/',
  'https://localhost/',
  'https://[::1]/',
  'https://0x7f000001/',
  'https://2130706433/',
  'https://name:secret@record.example/',
  'file:///etc/passwd',
  'nonsense',
])('%s is refused', async (address) => {
  await expect(fetchGuarded(address, { milliseconds: 2000 })).rejects.toMatchObject({ name: 'FetchRefused' })
})

test('loopback only when allowed, and http for loopback only', async () => {
  await serving(
    (_request, response) => response.end('{"a":1}'),
    async (origin) => {
      expect(await fetchGuarded(origin, loopback)).toBe('{"a":1}')
      await expect(fetchGuarded(origin)).rejects.toThrow('https')
      await expect(fetchGuarded('http://192.168.0.1/', loopback)).rejects.toThrow('https')
    },
  )
})

test('each redirect is checked anew, and they end', async () => {
  await serving(
    (request, response) => {
      if (request.url === '/round') return response.writeHead(302, { location: '/round' }).end()
      if (request.url === '/inner') return response.writeHead(302, { location: 'https://10.0.0.1/' }).end()
      if (request.url === '/plain')
        return response.writeHead(302, { location: 'http://record.example/' }).end()
      return response.writeHead(302, { location: '/round' }).end()
    },
    async (origin) => {
      await expect(fetchGuarded(`${origin}/round`, loopback)).rejects.toThrow('too many redirects')
      await expect(fetchGuarded(`${origin}/inner`, loopback)).rejects.toThrow('not a public address')
      await expect(fetchGuarded(`${origin}/plain`, loopback)).rejects.toThrow('https')
    },
  )
})

test('too long, too slow and unsuccessful answers are refused', async () => {
  await serving(
    (request, response) => {
      if (request.url === '/long') return response.end(Buffer.alloc(5000))
      if (request.url === '/slow') return response.write('{')
      return response.writeHead(404).end()
    },
    async (origin) => {
      await expect(fetchGuarded(`${origin}/long`, { ...loopback, byteLimit: 4999 })).rejects.toThrow(
        'too long',
      )
      await expect(fetchGuarded(`${origin}/slow`, { ...loopback, milliseconds: 200 })).rejects.toMatchObject({
        name: 'FetchRefused',
      })
      await expect(fetchGuarded(`${origin}/none`, loopback)).rejects.toThrow('404')
    },
  )
})
