import { describe, expect, test } from 'vitest'
import { CREDENTIALS_V1, CREDENTIALS_V2, type JsonObject, validateCredential } from './index.ts'
import { credentialBy } from '../test-support/make-issuer.ts'
import { hasShared, sharedText } from '../test-support/shared-file.ts'

const good = credentialBy('did:web:exams.example')
const issuesOf = (change: JsonObject) =>
  validateCredential({ ...good, ...change }).map(({ path, code }) => `${path} ${code}`)
const without = (name: string) => {
  const { [name]: _, ...rest } = good
  return validateCredential(rest).map(({ path, code }) => `${path} ${code}`)
}

test.each([
  [{}],
  [{ issuer: { id: 'https://exams.example', name: { '@value': 'Arholiadau', '@language': 'cy' } } }],
  [{ name: ['Maths', { '@value': 'Mathemateg', '@language': 'cy', '@direction': 'ltr' }] }],
  [{ credentialSubject: [{ id: 'urn:uuid:1', name: 'A' }, { name: 'B' }] }],
  [{ validFrom: '2026-08-20T07:00:00.123+01:00', validUntil: '2028-02-29T00:00:00Z' }],
  [{ evidence: { type: ['Evidence'], id: 'https://exams.example/e' } }],
  [{ relatedResource: [{ id: 'https://exams.example/r', digestSRI: 'sha256-abc' }] }],
])('a credential with %j is right', (change) => {
  expect(issuesOf(change)).toEqual([])
})

test.each([
  [{ '@context': CREDENTIALS_V2 }, '/@context not-a-list'],
  [{ '@context': ['https://example.org/v1', CREDENTIALS_V2] }, '/@context/0 wrong-first-context'],
  [{ '@context': [CREDENTIALS_V2, 'not a url'] }, '/@context/1 not-a-context'],
  [{ type: 'Other' }, '/type not-a-credential'],
  [{ type: ['VerifiableCredential', 7] }, '/type not-a-string'],
  [{ id: 'not a url' }, '/id not-a-url'],
  [{ id: ['urn:a:b'] }, '/id not-a-url'],
  [{ issuer: 'Exams' }, '/issuer not-a-url'],
  [{ issuer: { name: 'Exams' } }, '/issuer/id not-a-url'],
  [{ issuer: ['did:web:a.example'] }, '/issuer not-a-url'],
  [{ credentialSubject: [] }, '/credentialSubject empty'],
  [{ credentialSubject: {} }, '/credentialSubject empty'],
  [{ credentialSubject: 'did:example:a' }, '/credentialSubject not-an-object'],
  [{ credentialSubject: [{ id: 'a' }] }, '/credentialSubject/0/id not-a-url'],
  [{ validFrom: '2026-08-20' }, '/validFrom not-an-instant'],
  [{ validFrom: '2026-08-20T07:00:00' }, '/validFrom not-an-instant'],
  [{ validFrom: '2026-02-30T07:00:00Z' }, '/validFrom not-an-instant'],
  [{ validFrom: '2026-08-20T24:00:00Z' }, '/validFrom not-an-instant'],
  [{ validUntil: null }, '/validUntil not-an-instant'],
  [{ validUntil: '2026-08-20T06:59:59Z' }, '/validUntil ends-before-it-begins'],
  [{ name: { text: 'x' } }, '/name not-text'],
  [{ description: 7 }, '/description not-text'],
  [{ name: { '@value': 'x', '@language': 'not a tag' } }, '/name not-text'],
  [{ name: { '@value': 'x', '@direction': 'up' } }, '/name not-text'],
  [{ name: { '@value': 7 } }, '/name not-text'],
  [{ credentialStatus: { id: 'urn:a:b' } }, '/credentialStatus/type missing'],
  [{ credentialStatus: null }, '/credentialStatus not-an-object'],
  [{ credentialSchema: { type: 'JsonSchema' } }, '/credentialSchema/id not-a-url'],
  [{ credentialSchema: [{ id: 'urn:a:b' }] }, '/credentialSchema/0/type missing'],
  [{ refreshService: { id: 'urn:a:b' } }, '/refreshService/type missing'],
  [{ termsOfUse: 'none' }, '/termsOfUse not-an-object'],
  [{ relatedResource: [{ id: 'urn:a:b' }] }, '/relatedResource/0/digestSRI missing'],
  [
    { relatedResource: [0, 1].map(() => ({ id: 'urn:a:b', digestSRI: 'x' })) },
    '/relatedResource/1/id repeated',
  ],
  [{ proof: [] }, '/proof empty'],
  [{ proof: 'z' }, '/proof not-an-object'],
])('%j', (change, issue) => {
  expect(issuesOf(change)).toContain(issue)
})

test.each(['@context', 'type', 'issuer', 'credentialSubject'])('%s is needed', (name) => {
  expect(without(name).some((issue) => issue.startsWith(`/${name} `))).toBe(true)
})

test('id and dates are not needed', () => {
  expect([...without('id'), ...without('validFrom')]).toEqual([])
})

test('version 1.1 is read for import', () => {
  const old = { '@context': [CREDENTIALS_V1], validFrom: undefined }
  expect(issuesOf({ ...old, issuanceDate: '2020-01-01T00:00:00Z' })).toEqual([])
  expect(issuesOf(old)).toEqual(['/issuanceDate missing'])
})

const isMissing = !hasShared('vc/schema')
const name = 'examples of the specification'
describe.skipIf(isMissing)(isMissing ? `${name} (skipped: ../shared/standards is absent)` : name, () => {
  test.each([1, 4, 11, 12, 13, 18, 20, 21, 23])('example %i has nothing wrong', (number) => {
    const text = sharedText(`vc/schema/verifiable-credential/example-${number}.json`)
    expect(validateCredential(JSON.parse(text) as JsonObject)).toEqual([])
  })
})
