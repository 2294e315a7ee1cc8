import {
  createProof,
  didKey,
  parseCredential,
  statusListEntry,
  verifyCredential,
} from '@vademecum/verifiable-credentials'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  type AttestedResult,
  achievementCredential,
  openBadgesContexts,
  readAchievement,
  validateAchievementCredential,
} from './index.ts'
import { publishedSchema } from '../test-support/published-schema.ts'

const full: AttestedResult = {
  id: 'urn:uuid:5b1a1c8e-4a6e-4b0f-9d5b-0f6a4d3c2b1a',
  name: 'GCSE Mathematics',
  description: 'A result of June 2026',
  issuer: {
    id: 'did:web:exams.example',
    name: 'Northern Examinations',
    url: 'https://exams.example',
    email: 'results@exams.example',
  },
  subject: { id: 'urn:uuid:0d0e7f0a-1111-4222-8333-444455556666', name: 'Amina Khan' },
  achievement: {
    id: 'https://exams.example/qualifications/60144377',
    name: 'GCSE (9-1) Mathematics',
    description: 'General Certificate of Secondary Education in Mathematics',
    criteria: 'Three written papers.',
    qualificationNumber: '60144377',
    level: 'RQF Level 2',
    fieldOfStudy: 'Mathematics',
    specialization: 'Higher tier',
    language: 'en',
  },
  result: { scheme: 'GCSE 9 to 1', grade: '7', scale: [...'U123456789'], status: 'Completed' },
  term: 'June 2026',
  awardedDate: '2026-08-20T07:00:00Z',
  validFrom: '2026-08-20T07:00:00Z',
  validUntil: '2096-08-20T07:00:00Z',
  credentialStatus: statusListEntry({
    list: 'https://exams.example/status/1',
    index: 4,
    purpose: 'revocation',
  }),
}
const {
  description: _d,
  term: _t,
  awardedDate: _a,
  validUntil: _u,
  credentialStatus: _c,
  result: _r,
  ...rest
} = full
const least: AttestedResult = {
  ...rest,
  issuer: { id: 'did:web:exams.example', name: 'Northern Examinations' },
  subject: { name: 'Amina Khan' },
  achievement: {
    id: 'urn:uuid:77777777-1111-4222-8333-444455556666',
    name: 'Swimming',
    description: 'Can swim',
    criteria: 'Swam.',
    achievementType: 'ext:Activity',
  },
}
const modules: AttestedResult = {
  ...full,
  result: [
    { scheme: 'Paper 1', grade: '61', resultType: 'RawScore' },
    { id: 'https://exams.example/schemes/overall', scheme: 'Overall', grade: 'Pass', status: 'Provisional' },
  ],
}

let sign: (bytes: Uint8Array) => Promise<Uint8Array>
let did: string

beforeAll(async () => {
  const { subtle } = globalThis.crypto
  const pair = await subtle.generateKey({ name: 'Ed25519' }, true, ['sign', 'verify'])
  if (!('publicKey' in pair)) throw new Error('expected a key pair')
  did = didKey(new Uint8Array(await subtle.exportKey('raw', pair.publicKey)))
  sign = async (bytes) =>
    new Uint8Array(await subtle.sign({ name: 'Ed25519' }, pair.privateKey, new Uint8Array(bytes)))
})

const signed = (result: AttestedResult) =>
  createProof({
    document: achievementCredential({ ...result, issuer: { ...result.issuer, id: did } }),
    key: { id: `${did}#${did.slice('did:key:'.length)}`, controller: did, sign },
    created: '2026-08-20T07:00:00Z',
    contexts: openBadgesContexts,
  })

const cases: [string, AttestedResult][] = [
  ['everything', full],
  ['the least', least],
  ['several results', modules],
]

describe.each(cases)('an achievement credential with %s', (_name, input) => {
  test('obeys the rules of both specifications', () => {
    expect(validateAchievementCredential(achievementCredential(input))).toEqual([])
  })

  test('is signed with nothing left out, and verifies', async () => {
    const { credentialStatus: _, ...withoutStatus } = input
    const text = JSON.stringify(await signed(withoutStatus))
    const report = await verifyCredential(text, {
      now: new Date('2026-11-01T12:00:00Z'),
      acceptIssuer: () => 'accepted',
      contexts: openBadgesContexts,
    })
    expect(report.verdict).toBe('verified')
  })

  const isMissing = publishedSchema() === undefined
  test.skipIf(isMissing)(
    isMissing
      ? 'fits the published JSON Schema (skipped: ../shared/standards is absent)'
      : 'fits the published JSON Schema',
    async () => {
      const { proof, ...document } = await signed(input)
      // The schema wants an array where the specification takes one proof.
      expect(publishedSchema()?.({ ...document, proof: [proof] })).toEqual([])
    },
  )
})

test('every single value is under the signature', async () => {
  const document = await signed(modules)
  const places: (string | number)[][] = []
  const walk = (value: unknown, path: (string | number)[]) => {
    if (typeof value === 'object' && value !== null) {
      for (const [name, child] of Object.entries(value)) walk(child, [...path, name])
    } else if (path[0] !== '@context') places.push(path)
  }
  walk(document, [])
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...places), fc.string({ minLength: 1 }), async (path, suffix) => {
      const changed = structuredClone(document)
      let holder = changed as Record<string | number, unknown>
      for (const step of path.slice(0, -1)) holder = holder[step] as Record<string | number, unknown>
      const last = path.at(-1) ?? ''
      holder[last] = typeof holder[last] === 'boolean' ? !holder[last] : `${String(holder[last])}${suffix}`
      const report = await verifyCredential(changed, {
        now: new Date('2026-11-01T12:00:00Z'),
        acceptIssuer: () => 'accepted',
        fetchStatusList: async () => undefined,
        contexts: openBadgesContexts,
      })
      const proof = report.checks.find((check) => check.name === 'proof')
      expect(proof?.result, `${path.join('/')} ${proof?.detail.code}`).not.toBe('pass')
    }),
    { numRuns: 150 },
  )
}, 30_000)

test('nothing is in the document that was not given', () => {
  const text = JSON.stringify(achievementCredential(least))
  expect(text).not.toMatch(/undefined|null/)
  expect(parseCredential(text).ok).toBe(true)
})

test('what was attested is read back', () => {
  expect(readAchievement(achievementCredential(full))).toEqual({
    name: 'GCSE Mathematics',
    achievement: {
      id: full.achievement.id,
      name: 'GCSE (9-1) Mathematics',
      description: full.achievement.description,
      qualificationNumber: '60144377',
      level: 'RQF Level 2',
    },
    issuer: { id: 'did:web:exams.example', name: 'Northern Examinations' },
    subjectNames: ['Amina Khan'],
    results: [{ scheme: 'GCSE 9 to 1', grade: '7', status: 'Completed' }],
    term: 'June 2026',
    awardedDate: full.awardedDate,
    validFrom: full.validFrom,
    validUntil: full.validUntil,
  })
  expect(readAchievement({ credentialSubject: { id: 'urn:a:b' } })).toBeUndefined()
})
