import { gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { htmlAnswer } from './compressed.ts'
import type { AppContext, AppEnv } from './context.ts'

test.each([
  ['gzip, deflate, br', 'gzip'],
  ['br;q=1, gzip;q=0.5', 'gzip'],
  ['br', null],
  ['gzip;q=0', null],
  ['gzip;q=0, br', null],
])('to a browser that takes %s a page leaves as %s', async (accepted, encoding) => {
  const server = new Hono<AppEnv>()
  const page = `<!DOCTYPE html>${'<p>Cafodd y canlyniad ei gadarnhau.</p>'.repeat(100)}`
  server.get('/', (c) => htmlAnswer(c as AppContext, page))
  const answer = await server.request('/', { headers: { 'accept-encoding': accepted } })
  expect(answer.headers.get('content-encoding')).toBe(encoding)
  expect(answer.headers.get('content-type')).toBe('text/html; charset=UTF-8')
  const bytes = Buffer.from(await answer.arrayBuffer())
  expect((encoding ? gunzipSync(bytes) : bytes).toString()).toBe(page)
})
