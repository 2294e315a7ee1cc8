import { describe, expect, test } from 'vitest'
import { createServer } from '../../src/server.ts'
import { createTestApp } from '../support/app.ts'

const { app, server } = await createTestApp({ VADEMECUM_VC_API: '1' })
const plain = createServer({ ...app, config: { ...app.config, vcApi: false } })
const addresses = [
  '/eddsa-rdfc-2022/issuer',
  '/1.0/identifiers/did:key:z6Mk',
  '/bitstring/status-lists/revocation',
]

describe('the interface for test suites', () => {
  test('is there when it is asked for, without a token and without a form', async () => {
    const answer = await server.request('/eddsa-rdfc-2022/credentials/issue', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: 'https://suite.example' },
      body: '{"credential":{}}',
    })
    expect(answer.status).toBe(400)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
  })

  test('keeps its name', async () => {
    const nameBy = async (from: typeof server) =>
      (await (await from.request('/ecdsa-rdfc-2019-p256/issuer')).json()) as unknown
    expect(await nameBy(createServer(app))).toEqual(await nameBy(server))
  })

  test('is nowhere when it is not asked for', async () => {
    for (const address of addresses) expect((await plain.request(address)).status).toBe(404)
    const issue = await plain.request('/eddsa-rdfc-2022/credentials/issue', { method: 'POST', body: '{}' })
    expect(issue.status).not.toBe(201)
  })
})
