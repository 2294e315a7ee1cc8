import { describe, expect, test } from 'vitest'
import { CREDENTIALS_V2, type JsonObject, validatePresentation } from './index.ts'
import { credentialBy } from '../test-support/make-issuer.ts'
import { hasShared, sharedText } from '../test-support/shared-file.ts'

const envelope = {
  '@context': CREDENTIALS_V2,
  id: 'data:application/vc+jwt,eyJ0eXAi.e30.AA',
  type: 'EnvelopedVerifiableCredential',
}
const good: JsonObject = {
  '@context': [CREDENTIALS_V2],
  type: ['VerifiablePresentation'],
  holder: 'did:example:amina',
  verifiableCredential: [credentialBy('did:web:exams.example'), envelope],
}
const issuesOf = (change: JsonObject) =>
  validatePresentation({ ...good, ...change }).map(({ path, code }) => `${path} ${code}`)

test.each([
  [{}],
  [{ verifiableCredential: undefined }],
  [{ holder: { id: 'did:example:amina', name: 'Amina' } }],
  [{ verifiableCredential: credentialBy('did:web:exams.example') }],
  [{ id: 'urn:uuid:1', termsOfUse: [{ type: 'Policy' }] }],
])('a presentation with %j is right', (change) => {
  expect(issuesOf(change)).toEqual([])
})

test.each([
  [{ '@context': CREDENTIALS_V2 }, '/@context not-a-list'],
  [{ '@context': ['https://a.example/v1', CREDENTIALS_V2] }, '/@context/0 wrong-first-context'],
  [{ type: 'VerifiableCredential' }, '/type not-a-presentation'],
  [{ type: undefined }, '/type not-a-presentation'],
  [{ id: 'amina' }, '/id not-a-url'],
  [{ holder: 'Amina' }, '/holder not-a-url'],
  [{ holder: { name: 'Amina' } }, '/holder/id not-a-url'],
  [{ termsOfUse: {} }, '/termsOfUse/type missing'],
  [{ proof: 'z' }, '/proof not-an-object'],
  [{ verifiableCredential: ['eyJ'] }, '/verifiableCredential/0 not-an-object'],
  [{ verifiableCredential: [{}] }, '/verifiableCredential/0/type not-a-credential'],
  [
    { verifiableCredential: [{ ...envelope, id: 'https://a.example' }] },
    '/verifiableCredential/0/id not-a-data-url',
  ],
  [
    { verifiableCredential: [{ ...envelope, id: 'data:text/html,x' }] },
    '/verifiableCredential/0/id not-a-data-url',
  ],
  [
    { verifiableCredential: [{ ...envelope, '@context': undefined }] },
    '/verifiableCredential/0/@context wrong-first-context',
  ],
])('%j', (change, issue) => {
  expect(issuesOf(change)).toContain(issue)
})

const isMissing = !hasShared('vc/schema')
const name = 'examples of the specification'
describe.skipIf(isMissing)(isMissing ? `${name} (skipped: ../shared/standards is absent)` : name, () => {
  test.each([2, 25, 45])('example %i has nothing wrong', (number) => {
    const text = sharedText(`vc/schema/verifiable-presentation/example-${number}.json`)
    expect(validatePresentation(JSON.parse(text) as JsonObject)).toEqual([])
  })
})
