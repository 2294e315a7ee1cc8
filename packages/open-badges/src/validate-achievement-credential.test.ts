import {
  createDidDocument,
  decodeMultikey,
  type JsonObject,
  verifyCredential,
} from '@vademecum/verifiable-credentials'
import { describe, expect, test } from 'vitest'
import { achievementCredential, openBadgesContexts, validateAchievementCredential } from './index.ts'
import { publishedSchema } from '../test-support/published-schema.ts'
import { hasShared, sharedJson } from '../test-support/shared-file.ts'

const good = () =>
  achievementCredential({
    id: 'urn:uuid:5b1a1c8e-4a6e-4b0f-9d5b-0f6a4d3c2b1a',
    name: 'GCSE Mathematics',
    issuer: { id: 'did:web:exams.example', name: 'Northern Examinations' },
    subject: { name: 'Amina Khan' },
    achievement: {
      id: 'https://exams.example/q/60144377',
      name: 'GCSE Mathematics',
      description: 'A GCSE',
      criteria: 'Three papers.',
      qualificationNumber: '60144377',
    },
    result: { scheme: 'GCSE 9 to 1', grade: '7', scale: [...'U123456789'] },
    validFrom: '2026-08-20T07:00:00Z',
  })

type Place = (document: JsonObject) => JsonObject
const subject: Place = (document) => document.credentialSubject as JsonObject
const achievement: Place = (document) => subject(document).achievement as JsonObject
const first =
  (holder: Place, name: string): Place =>
  (document) =>
    (holder(document)[name] as JsonObject[])[0] ?? {}
const whole: Place = (document) => document

const cases: [Place, JsonObject, string][] = [
  [whole, { '@context': ['https://www.w3.org/ns/credentials/v2'] }, '/@context/1 wrong-second-context'],
  [whole, { type: ['VerifiableCredential'] }, '/type not-a-badge'],
  [whole, { name: undefined }, '/name missing'],
  [whole, { id: undefined }, '/id missing'],
  [whole, { validFrom: undefined }, '/validFrom missing'],
  [whole, { issuer: 'did:web:exams.example' }, '/issuer not-an-object'],
  [whole, { issuer: { id: 'did:web:exams.example', type: ['Organization'] } }, '/issuer/type wrong-type'],
  [whole, { credentialSubject: [] }, '/credentialSubject not-an-object'],
  [whole, { evidence: [{ type: ['Proof'] }] }, '/evidence/0/type wrong-type'],
  [subject, { type: ['Person'] }, '/credentialSubject/type wrong-type'],
  [subject, { identifier: [] }, '/credentialSubject/id missing'],
  [subject, { achievement: undefined }, '/credentialSubject/achievement missing'],
  [achievement, { id: 'none' }, '/credentialSubject/achievement/id not-a-url'],
  [achievement, { description: undefined }, '/credentialSubject/achievement/description missing'],
  [achievement, { criteria: undefined }, '/credentialSubject/achievement/criteria missing'],
  [achievement, { criteria: {} }, '/credentialSubject/achievement/criteria empty'],
  [
    achievement,
    { achievementType: 'GCSE' },
    '/credentialSubject/achievement/achievementType not-in-vocabulary',
  ],
  [
    achievement,
    { alignment: [{ type: ['Alignment'], targetName: 'x' }] },
    '/credentialSubject/achievement/alignment/0/targetUrl not-a-url',
  ],
  [
    first(achievement, 'resultDescription'),
    { resultType: 'Grade' },
    '/credentialSubject/achievement/resultDescription/0/resultType not-in-vocabulary',
  ],
  [
    first(achievement, 'resultDescription'),
    { resultType: 'Status' },
    '/credentialSubject/result/0/status missing',
  ],
  [
    first(achievement, 'otherIdentifier'),
    { identifierType: 'qan' },
    '/credentialSubject/achievement/otherIdentifier/0/identifierType not-in-vocabulary',
  ],
  [first(subject, 'result'), { value: '10' }, '/credentialSubject/result/0/value not-in-scale'],
  [
    first(subject, 'result'),
    { resultDescription: 'urn:x:y' },
    '/credentialSubject/result/0/resultDescription not-described',
  ],
  [first(subject, 'result'), { status: 'Done' }, '/credentialSubject/result/0/status not-in-vocabulary'],
  [first(subject, 'identifier'), { hashed: 'no' }, '/credentialSubject/identifier/0/hashed not-a-boolean'],
  [
    first(subject, 'identifier'),
    { hashed: true },
    '/credentialSubject/identifier/0/identityHash not-an-identity',
  ],
]

test.each(cases)('%# refuses', (place, change, issue) => {
  const document = structuredClone(good())
  Object.assign(place(document), change)
  const issues = validateAchievementCredential(document).map(({ path, code }) => `${path} ${code}`)
  expect(issues).toContain(issue)
})

test('one thing where a set is meant is taken', () => {
  const document = good()
  subject(document).type = 'AchievementSubject'
  ;(document.issuer as JsonObject).type = 'Profile'
  expect(validateAchievementCredential(document)).toEqual([])
})

describe('the bundled contexts', () => {
  // A second name for one of these would let whoever holds a badge hide that it can be revoked or expires.
  const restricting =
    /credentials#(credentialStatus|validFrom|validUntil|issuer|credentialSubject|expirationDate)$/

  test('have one name for each term that restricts a credential', () => {
    const names = new Set<string>()
    const walk = (value: unknown) => {
      if (typeof value !== 'object' || value === null) return
      for (const [name, child] of Object.entries(value)) {
        const id = typeof child === 'object' && child !== null ? (child as JsonObject)['@id'] : child
        const found = typeof id === 'string' ? restricting.exec(id.replace(/^cred:/, 'credentials#')) : null
        if (found && !name.startsWith('@')) names.add(`${name} ${found[1]}`)
        walk(child)
      }
    }
    for (const context of openBadgesContexts.values()) walk(context)
    expect([...names].sort()).toEqual(
      ['credentialStatus', 'credentialSubject', 'expirationDate', 'issuer', 'validFrom', 'validUntil'].map(
        (name) => `${name} ${name}`,
      ),
    )
  })

  test('are final ones only', () => {
    expect([...openBadgesContexts.keys()].filter((address) => !address.startsWith('https://'))).toEqual([])
    expect([...openBadgesContexts.keys()].filter((address) => address.includes('imsglobal'))).toHaveLength(5)
  })
})

const SAMPLES = 'openbadges-3/samples'
const isMissing = !hasShared(SAMPLES)
const name = 'published samples'
describe.skipIf(isMissing)(isMissing ? `${name} (skipped: ../shared/standards is absent)` : name, () => {
  const issuesOf = (file: string) =>
    validateAchievementCredential(sharedJson(`${SAMPLES}/${file}`)).map(({ path, code }) => `${path} ${code}`)

  test.each([
    'simple.json',
    'simple-multiple-proofs.json',
    'simple-did-key-method.json',
    'complete.json',
    'simple_v1.json',
    'simple-err-expired.json',
    'simple-err-proof-value.json',
  ])('%s has nothing wrong in its structure', (file) => {
    expect(issuesOf(file)).toEqual([])
  })

  test.each([
    ['simple-err-context.json', '/@context/0 wrong-first-context'],
    ['simple-err-type.json', '/type not-a-badge'],
    ['simple-err-issuer.json', '/issuer missing'],
    ['simple-err-credential-subject-type.json', '/credentialSubject/type wrong-type'],
    ['simple-err-evidence-type.json', '/evidence/1/type wrong-type'],
    ['simple-err-issued.json', '/credentialSubject/achievement missing'],
  ])('%s is refused', (file, issue) => {
    expect(issuesOf(file)).toContain(issue)
  })

  test.each([
    'simple.json',
    'complete.json',
    'simple-err-type.json',
    'simple-err-credential-subject-type.json',
  ])('the published schema agrees on %s', (file) => {
    const fits = publishedSchema()?.(sharedJson(`${SAMPLES}/${file}`)).length === 0
    expect(fits).toBe(issuesOf(file).length === 0)
  })

  // The samples name keys by address; the key itself is in the fragment.
  const resolveDid = async (id: string) => {
    const keys = [
      'z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi',
      'z6MkrvfzkMnvCroEUP2DVc9SHPE48CRsvHiVSusHioxTYu1x',
    ].map((key) => ({ id: `${id}#${key}`, publicKey: decodeMultikey(key) }))
    return createDidDocument({ id, keys })
  }

  test.each([
    ['simple.json', []] as [string, string[]],
    ['simple-multiple-proofs.json', []],
    ['simple-did-key-method.json', ['issuer bound to key']],
    ['simple-err-expired.json', ['time']],
    ['simple-err-proof-value.json', ['proof']],
  ])('what fails in %s: %j', async (file, failing) => {
    const report = await verifyCredential(sharedJson(`${SAMPLES}/${file}`), {
      now: new Date('2026-11-01T12:00:00Z'),
      contexts: openBadgesContexts,
      resolveDid,
    })
    const failed = report.checks.filter((check) => check.result === 'fail').map((check) => check.name)
    expect(report.checks.find((check) => check.name === 'proof')?.result).toBe(
      failing.includes('proof') ? 'fail' : 'pass',
    )
    expect(failed).toEqual(failing)
  })
})
