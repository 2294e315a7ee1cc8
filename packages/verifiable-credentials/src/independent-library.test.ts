import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { generate } from '@digitalbazaar/ed25519-multikey'
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import * as vc from '@digitalbazaar/vc'
import { describe, expect, test } from 'vitest'
import {
  createProof,
  credentialContexts,
  type DidDocument,
  didKeyDocument,
  type JsonObject,
  verifyCredential,
} from './index.ts'
import { credentialBy, makeIssuer } from '../test-support/make-issuer.ts'
import { found, notPassed } from '../test-support/report.ts'

const now = new Date('2026-11-01T12:00:00Z')
const created = '2026-08-20T07:00:00Z'

/** The loader that the other library wants: contexts, controller documents and their keys by address. */
function loaderFor(documents: DidDocument[]) {
  return async (url: string) => {
    const [id] = url.split('#')
    const controller = documents.find((document) => document.id === id)
    const method = controller?.verificationMethod.find((each) => each.id === url)
    const key = method && { '@context': 'https://w3id.org/security/multikey/v1', ...method }
    const document = credentialContexts.get(url) ?? key ?? controller
    if (document === undefined) throw new Error(`not found: ${url}`)
    return { contextUrl: null, documentUrl: url, document }
  }
}

const theirVerdict = (credential: JsonObject, documents: DidDocument[]) =>
  vc.verifyCredential({
    credential,
    suite: new DataIntegrityProof({ cryptosuite }),
    documentLoader: loaderFor(documents),
    now,
  })

describe('@digitalbazaar/vc, an independent implementation', () => {
  test.each([undefined, 'did:web:exams.example%3A8443:issuers:7'])(
    'verifies what we sign (%s)',
    async (did) => {
      const issuer = await makeIssuer(did)
      const signed = await createProof({ document: credentialBy(issuer.did), key: issuer.key, created })
      expect(await theirVerdict(signed, [issuer.document])).toMatchObject({ verified: true })
      const changed = { ...signed, name: 'GCSE Further Mathematics' }
      expect(await theirVerdict(changed, [issuer.document])).toMatchObject({ verified: false })
    },
  )

  test('verifies what a retired key signed', async () => {
    const issuer = await makeIssuer('did:web:exams.example')
    const signed = await createProof({ document: credentialBy(issuer.did), key: issuer.key, created })
    const [method] = issuer.document.verificationMethod
    if (method) method.expires = '2027-01-01T00:00:00Z'
    expect(await theirVerdict(signed, [issuer.document])).toMatchObject({ verified: true })
  })

  test('signs what we verify', async () => {
    const pair = await generate({})
    pair.controller = `did:key:${pair.publicKeyMultibase}`
    pair.id = `${pair.controller}#${pair.publicKeyMultibase}`
    const documents = [didKeyDocument(pair.controller)]
    const signed = await vc.issue({
      credential: credentialBy(pair.controller),
      suite: new DataIntegrityProof({ signer: pair.signer(), cryptosuite, date: created }),
      documentLoader: loaderFor(documents),
    })
    const options = { now, acceptIssuer: () => 'accepted' as const }
    const report = await verifyCredential(JSON.stringify(signed), options)
    expect(notPassed(report)).toEqual([])
    expect(report.verdict).toBe('verified')
    const changed = await verifyCredential({ ...signed, name: 'Something else' }, options)
    expect(found(changed, 'proof')).toBe('fail proof-invalid')
  })
})
