import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { achievementCredential } from '@vademecum/open-badges'
import {
  createDidDocument,
  createProof,
  createStatusList,
  type DidDocument,
  decodeBase64url,
  encodeStatusList,
  type JsonObject,
  type SigningKey,
  statusListCredential,
  statusListEntry,
} from '@vademecum/verifiable-credentials'

export const created = '2026-08-20T07:00:00Z'
export const now = new Date('2026-11-01T12:00:00Z')
const did = 'did:web:exams.example'
const listUrl = 'https://exams.example/status/1'

/** One issuer with one key, the list of what it took back, and what every implementation is given to sign. */
export interface Parties {
  readonly did: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  readonly seed: Uint8Array
  readonly key: SigningKey
  readonly didDocument: DidDocument
  readonly listUrl: string
  readonly list: JsonObject
  readonly bits: Uint8Array
  readonly badge: JsonObject
}

export async function makeParties(): Promise<Parties> {
  const pair = generateKeyPairSync('ed25519')
  const { x = '', d = '' } = pair.privateKey.export({ format: 'jwk' })
  const privateKey = createPrivateKey(pair.privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const id = `${did}#key-1`
  const key: SigningKey = { id, controller: did, sign: (bytes) => sign(null, bytes, privateKey) }
  const bits = createStatusList()
  const list = await createProof({
    document: statusListCredential({
      id: listUrl,
      issuer: did,
      purpose: 'revocation',
      encodedList: await encodeStatusList(bits),
      validFrom: created,
    }),
    key,
    created,
  })
  return {
    did,
    privateKey,
    publicKey: pair.publicKey,
    seed: decodeBase64url(d),
    key,
    didDocument: createDidDocument({ id: did, keys: [{ id, publicKey: decodeBase64url(x) }] }),
    listUrl,
    list,
    bits,
    badge: badge(),
  }
}

/** A result as this product issues it (docs/formats). */
function badge(): JsonObject {
  return achievementCredential({
    id: 'urn:uuid:5b1a1c8e-4a6e-4b0f-9d5b-0f6a4d3c2b1a',
    name: 'GCSE Mathematics',
    issuer: { id: did, name: 'Northern Examinations' },
    subject: { id: 'urn:uuid:0d0e7f0a-1111-4222-8333-444455556666', name: 'Amina Khan' },
    achievement: {
      id: 'urn:uuid:77777777-1111-4222-8333-444455556666',
      name: 'GCSE Mathematics',
      description: 'GCSE Mathematics, qualification number 60144377, series 2026-06.',
      criteria: 'Awarded by Northern Examinations under the rules of the qualification 60144377.',
      qualificationNumber: '60144377',
      level: 'RQF Level 2',
    },
    result: {
      id: 'urn:uuid:5b1a1c8e-4a6e-4b0f-9d5b-0f6a4d3c2b1a#result',
      scheme: 'gcse-9-1',
      grade: '7',
    },
    term: '2026-06',
    awardedDate: '2026-08-20T00:00:00Z',
    validFrom: created,
    credentialStatus: statusListEntry({ list: listUrl, index: 94_567, purpose: 'revocation' }),
  })
}
