import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { CompactSign, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  createJwt,
  didJwk,
  didJwkDocument,
  isJwt,
  type JsonObject,
  type JwtKey,
  type PublicJwk,
  readJwk,
  readJwt,
  type VerifyOptions,
  verifyCredential,
  verifyJwtWith,
  verifyText,
} from './index.ts'
import { credentialBy } from '../test-support/make-issuer.ts'
import { found, notPassed } from '../test-support/report.ts'
import { hasShared, sharedText } from '../test-support/shared-file.ts'

const now = new Date('2026-11-01T12:00:00Z')
const algorithms = ['EdDSA', 'ES256', 'ES384', 'RS256'] as const
type Algorithm = (typeof algorithms)[number]

interface Signer {
  readonly did: string
  readonly secret: JWK
  readonly jwk: PublicJwk
  readonly key: JwtKey
}

const signers = {} as Record<Algorithm, Signer>

beforeAll(async () => {
  for (const alg of algorithms) signers[alg] = await makeSigner(alg)
})

async function makeSigner(alg: Algorithm): Promise<Signer> {
  const pair = await generateKeyPair(alg, { extractable: true })
  const secret = await exportJWK(pair.privateKey)
  const jwk = readJwk(await exportJWK(pair.publicKey))
  if (jwk === undefined) throw new Error(`${alg} is not known`)
  const did = didJwk(jwk)
  return { did, secret, jwk, key: { id: `${did}#0`, secretKeyJwk: secret } }
}

const options = (more: Partial<VerifyOptions> = {}): VerifyOptions => ({
  now,
  acceptIssuer: () => 'accepted',
  ...more,
})

/** As the other library signs, with whatever header and payload. */
function sign(signer: Signer, header: JsonObject, payload: JsonObject, alg: Algorithm = 'ES256') {
  return new CompactSign(Buffer.from(JSON.stringify(payload)))
    .setProtectedHeader({ alg, ...header })
    .sign({ ...signer.secret, alg })
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

describe('a credential within a token (VC-JOSE-COSE)', () => {
  test.each(algorithms)('is signed and verified by %s', async (alg) => {
    const { did, key } = signers[alg]
    const token = await createJwt(credentialBy(did), key)
    const report = await verifyCredential(token, options())
    expect(notPassed(report)).toEqual([])
    expect(report.verdict).toBe('verified')
    expect(report.credential).toEqual(credentialBy(did))
    expect(await verifyText(`${token}\n`, options())).toMatchObject({
      kind: 'credential',
      report: { verdict: 'verified' },
    })
  })

  test.each(algorithms)('signed by an independent library is verified (%s)', async (alg) => {
    const signer = signers[alg]
    const token = await sign(signer, { typ: 'vc+jwt', kid: signer.key.id }, credentialBy(signer.did), alg)
    expect((await verifyCredential(token, options())).verdict).toBe('verified')
  })

  test('one changed character anywhere is no longer the same', async () => {
    const { did, key } = signers.EdDSA
    const token = await createJwt(credentialBy(did), key)
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 1), fc.constantFrom('A', 'b', '7', '_'), async (at, letter) => {
        // The last character of a part holds bits that say nothing.
        fc.pre(token[at] !== letter && token[at] !== '.' && token[at + 1] !== '.' && at < token.length - 1)
        const report = await verifyCredential(token.slice(0, at) + letter + token.slice(at + 1), options())
        expect(report.verdict).not.toBe('verified')
      }),
      { numRuns: 200 },
    )
  })

  test('no signature, a shared secret, and an extension are refused', async () => {
    const { did, key, jwk } = signers.RS256
    const body = part(credentialBy(did))
    const none = `${part({ alg: 'none', typ: 'vc+jwt', kid: key.id })}.${body}.`
    expect(found(await verifyCredential(none, options()), 'proof')).toBe('fail proof-missing')

    // The public key as the secret of an HMAC: what a careless verifier takes for a signature.
    const head = `${part({ alg: 'HS256', typ: 'vc+jwt', kid: key.id })}.${body}`
    const shared = `${head}.${createHmac('sha256', JSON.stringify(jwk)).update(head).digest('base64url')}`
    expect(found(await verifyCredential(shared, options()), 'proof')).toBe('fail proof-malformed')

    const critical = { alg: 'RS256', typ: 'vc+jwt', kid: key.id, crit: ['b64'], b64: true }
    const extended = `${part(critical)}.${body}.AAAA`
    expect(found(await verifyCredential(extended, options()), 'proof')).toBe('unknown proof-unsupported')
  })

  test('the key says the algorithm, and the header cannot say another', async () => {
    const token = await createJwt(credentialBy(signers.ES384.did), signers.ES256.key)
    const [, body, signature] = token.split('.')
    const header = { alg: 'ES256', typ: 'vc+jwt', kid: signers.ES384.key.id }
    const report = await verifyCredential(`${part(header)}.${body}.${signature}`, options())
    expect(found(report, 'proof')).toBe('fail proof-malformed')
  })

  test('what was signed for something else is not taken for a credential', async () => {
    const { did, key } = signers.ES256
    for (const header of [{ typ: 'vp+jwt' }, { typ: 'at+jwt' }, { typ: 'vc+jwt', cty: 'vp' }]) {
      const token = await sign(signers.ES256, { ...header, kid: key.id }, credentialBy(did))
      expect(found(await verifyCredential(token, options()), 'proof')).toBe('fail proof-other-purpose')
    }
  })

  test('a key in the header says that this key signed, and not that it is the issuer’s', async () => {
    const known = 'did:web:exams.example'
    const mine = signers.ES256
    const token = await sign(mine, { typ: 'vc+jwt', jwk: { ...mine.jwk } }, credentialBy(known))
    const report = await verifyCredential(token, options({ resolveDid: async () => undefined }))
    expect(found(report, 'proof')).toBe('pass proof-valid')
    expect(found(report, 'issuer bound to key')).toBe('fail issuer-not-controller')
    expect(report.verdict).toBe('failed')
  })

  test('claims beside the credential may not say otherwise', async () => {
    const { did, key } = signers.ES256
    const credential = credentialBy(did)
    const wrong: JsonObject[] = [
      { iss: 'did:web:somebody.example' },
      { sub: 'did:example:another' },
      { jti: 'urn:uuid:00000000-0000-4000-8000-000000000000' },
      { nbf: 1_700_000_000 },
      { vc: {} },
      { vp: {} },
      { exp: '2030' },
    ]
    for (const claims of wrong) {
      const token = await sign(signers.ES256, { typ: 'vc+jwt', kid: key.id }, { ...credential, ...claims })
      const report = await verifyCredential(token, options())
      expect([Object.keys(claims), found(report, 'structure')]).toEqual([
        Object.keys(claims),
        'fail structure-invalid',
      ])
    }
    const right = { iss: did, sub: 'did:example:amina', jti: credential.id as string, nbf: 1_787_209_200 }
    const token = await sign(signers.ES256, { typ: 'vc+jwt', kid: key.id }, { ...credential, ...right })
    expect((await verifyCredential(token, options())).verdict).toBe('verified')
  })

  test('a signature that has ended no longer verifies', async () => {
    const { did, key } = signers.ES256
    const ended = { ...credentialBy(did), exp: Date.parse('2026-10-01T00:00:00Z') / 1000 }
    const token = await sign(signers.ES256, { typ: 'vc+jwt', kid: key.id }, ended)
    expect(found(await verifyCredential(token, options()), 'time')).toBe('fail proof-expired')
  })

  test('names that appear twice, and depths without end, are refused within the token too', async () => {
    const twice = Buffer.from('{"issuer":"a","issuer":"b"}').toString('base64url')
    const deep = Buffer.from(`${'['.repeat(5_000)}${']'.repeat(5_000)}`).toString('base64url')
    for (const body of [twice, deep, part([1]), part('text')]) {
      const report = await verifyCredential(`${part({ alg: 'ES256' })}.${body}.AAAA`, options())
      expect(found(report, 'parsed')).toBe('fail not-parsed')
    }
    expect(isJwt('{"a": 1}')).toBe(false)
    expect(isJwt('a.b')).toBe(false)
  })
})

describe('the older form, a credential as the claim vc (VC 1.1 §6.3.1)', () => {
  const older = (issuer: string): JsonObject => ({
    '@context': ['https://www.w3.org/2018/credentials/v1'],
    type: ['VerifiableCredential'],
    credentialSubject: {},
    issuer,
  })

  test('says with its claims what the credential leaves out, and is signed as Open Badges has it', async () => {
    const { did, secret, key } = signers.RS256
    const { issuer: _, ...vc } = older(did)
    const token = await new SignJWT({ vc })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: key.id })
      .setIssuer(did)
      .setSubject('did:example:amina')
      .setJti('urn:uuid:5b1a1c8e-4a6e-4b0f-9d5b-0f6a4d3c2b1a')
      .setNotBefore(1_787_209_200)
      .setExpirationTime(1_900_000_000)
      .sign({ ...secret, alg: 'RS256' })
    const report = await verifyCredential(token, options())
    expect(notPassed(report)).toEqual([])
    expect(report.credential).toMatchObject({
      issuer: did,
      id: 'urn:uuid:5b1a1c8e-4a6e-4b0f-9d5b-0f6a4d3c2b1a',
      issuanceDate: '2026-08-20T07:00:00.000Z',
      expirationDate: '2030-03-17T17:46:40.000Z',
      credentialSubject: { id: 'did:example:amina' },
    })
  })

  test('and contradicts it in nothing', async () => {
    const { did, key } = signers.ES256
    for (const claims of [{ iss: 'did:web:somebody.example' }, { nbf: 'soon' }, { jti: 'urn:other' }]) {
      const vc = { ...older(did), id: 'urn:this', issuanceDate: '2026-08-20T07:00:00Z' }
      const token = await sign(signers.ES256, { typ: 'JWT', kid: key.id }, { vc, ...claims })
      expect(found(await verifyCredential(token, options()), 'structure')).toBe('fail structure-invalid')
    }
  })
})

describe('did:jwk', () => {
  test('is its key and nothing else', () => {
    const { did, jwk } = signers.ES256
    expect(didJwkDocument(did)).toMatchObject({
      id: did,
      verificationMethod: [{ id: `${did}#0`, controller: did, publicKeyJwk: jwk }],
    })
    for (const bad of ['did:jwk:', 'did:jwk:!!', `did:jwk:${part({ kty: 'oct', k: 'AA' })}`]) {
      expect(() => didJwkDocument(bad)).toThrow()
    }
  })

  test('never repeats a private half', () => {
    const { secret, jwk } = signers.RS256
    expect(readJwk(secret)).toEqual(jwk)
  })
})

const isMissing = ['vc-jose-cose', 'openbadges-3', 'clr-2'].some((folder) => !hasShared(folder))
const name = 'published samples'

describe.skipIf(isMissing)(isMissing ? `${name} (skipped: ../shared/standards is absent)` : name, () => {
  const read = (path: string) => {
    const result = readJwt(sharedText(path))
    if (!result.ok) throw new Error(`${path} cannot be read`)
    return result.jwt
  }

  test('the signature of the W3C’s sample fits its key, and no other', async () => {
    const jwt = read('vc-jose-cose/credential-jose-minimal.txt')
    const keyAt = (path: string) => JSON.parse(sharedText(`vc-jose-cose/${path}`)).publicKeyJwk as unknown
    expect(await verifyJwtWith(jwt, keyAt('vm-p256.json'), 'vc+jwt')).toEqual({
      result: 'pass',
      code: 'proof-valid',
    })
    expect(await verifyJwtWith(jwt, keyAt('vm-p384.json'), 'vc+jwt')).toMatchObject({ result: 'fail' })
    expect(await verifyJwtWith(jwt, keyAt('vm-p521.json'), 'vc+jwt')).toMatchObject({ result: 'fail' })
  })

  test('the transcript’s signature fits the key that it brings along', async () => {
    const jwt = read('clr-2/samples/simple.jwt')
    expect(jwt.issues).toEqual([])
    expect(await verifyJwtWith(jwt, jwt.header.jwk, 'vc+jwt')).toMatchObject({ result: 'pass' })
  })

  test('the badge names no key: nobody can say whether it holds', async () => {
    const report = await verifyCredential(sharedText('openbadges-3/samples/simple.jwt'), options())
    expect(found(report, 'proof')).toBe('unknown key-unreachable')
    expect(report.verdict).not.toBe('verified')
  })
})
