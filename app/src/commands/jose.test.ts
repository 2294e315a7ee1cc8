import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { CompactSign, compactVerify, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { register } from './jose.ts'

const folder = mkdtempSync(join(tmpdir(), 'vademecum-jose-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
afterEach(() => {
  process.exitCode = undefined
})

const samples = join(import.meta.dirname, '../../../../shared/standards/vc-jose-cose')
const sample = (name: string) => readFileSync(join(samples, name), 'utf8')

const issuer = 'https://issuer.example/people'
const credential = {
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  type: ['VerifiableCredential'],
  issuer,
  validFrom: '2026-01-01T00:00:00Z',
  credentialSubject: { id: 'did:example:owner' },
}

const algorithms = ['ES256', 'ES384', 'ES512', 'EdDSA']
const keys = Object.fromEntries(
  await Promise.all(
    algorithms.map(async (alg) => {
      const pair = await generateKeyPair(alg, { extractable: true })
      const [publicKeyJwk, secretKeyJwk] = await Promise.all([
        exportJWK(pair.publicKey),
        exportJWK(pair.privateKey),
      ])
      return [
        alg,
        { id: `${issuer}#${alg}`, type: 'JsonWebKey', controller: issuer, publicKeyJwk, secretKeyJwk },
      ]
    }),
  ),
)

interface Result {
  exitCode: unknown
  result?: string
  data?: string
}

/** Runs the command as it is typed. */
async function run(act: string, files: { input: string; key: string; output: string }, feature: string) {
  const program = new Command()
  register(program)
  const options = Object.entries({ ...files, feature }).flatMap(([name, value]) => [`--${name}`, value])
  await program.parseAsync(['jose', act, ...options], { from: 'user' })
}

async function jose(
  act: string,
  input: unknown,
  feature = 'credential_jose',
  keyText = 'ES256',
): Promise<Result> {
  const files = { input: join(folder, 'input'), key: join(folder, 'key'), output: join(folder, 'output') }
  writeFileSync(files.input, typeof input === 'string' ? input : JSON.stringify(input))
  writeFileSync(files.key, keys[keyText] ? JSON.stringify(keys[keyText]) : keyText)
  rmSync(files.output, { force: true })
  await run(act, files, feature)
  return { exitCode: process.exitCode, ...(JSON.parse(readFileSync(files.output, 'utf8')) as object) }
}

async function issued(input: unknown, feature?: string, keyText?: string): Promise<string> {
  const { result, data = '' } = await jose('issue', input, feature, keyText)
  expect(result, data).toBe('success')
  return data
}

const presentation = (held: unknown) => ({
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  type: ['VerifiablePresentation'],
  holder: issuer,
  verifiableCredential: [held],
})

const enveloped = (token: string) => ({
  '@context': 'https://www.w3.org/ns/credentials/v2',
  type: 'EnvelopedVerifiableCredential',
  id: `data:application/vc+jwt,${token}`,
})

/** Another header or other claims, signed by the key that is right. */
async function resigned(header: object, claims: object): Promise<string> {
  const key = await importJWK(keys['ES256']?.secretKeyJwk as JWK, 'ES256')
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'ES256', ...header })
    .sign(key)
}

describe('a credential as a token (VC-JOSE-COSE §3.1.1)', () => {
  test.each(algorithms)(
    'is signed with %s so that another library accepts it, and is accepted',
    async (alg) => {
      const token = await issued(credential, 'credential_jose', alg)
      const { payload, protectedHeader } = await compactVerify(
        token,
        await importJWK(keys[alg]?.publicKeyJwk as JWK, alg),
      )
      expect(JSON.parse(new TextDecoder().decode(payload))).toEqual(credential)
      expect(protectedHeader).toEqual({ alg, typ: 'vc+jwt', cty: 'vc', kid: `${issuer}#${alg}` })
      const checked = await jose('verify', token, 'credential_jose', alg)
      expect(checked).toMatchObject({ exitCode: 0, result: 'success' })
      expect(JSON.parse(checked.data ?? '')).toEqual(credential)
    },
  )

  test('is refused with another key, changed, unsecured, or of another media type', async () => {
    const token = await issued(credential)
    expect(await jose('verify', token, 'credential_jose', 'ES384')).toMatchObject({ result: 'failure' })
    const [header, claims, signature = ''] = token.split('.')
    const changed = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`
    expect(await jose('verify', `${header}.${claims}.${changed}`)).toMatchObject({
      exitCode: 1,
      result: 'failure',
      data: 'proof-invalid',
    })
    expect(await jose('verify', credential)).toMatchObject({ result: 'failure', data: 'not-a-jwt' })
    for (const named of [{ typ: 'vp+jwt' }, { typ: 'vc+jwt', cty: 'vp' }, { typ: 'text/plain' }]) {
      expect(await jose('verify', await resigned(named, credential))).toMatchObject({ result: 'failure' })
    }
  })

  test('may have claims of others, none of the older way, and an issuer only as it says itself', async () => {
    const named = { typ: 'vc+jwt' }
    const verified = async (claims: object) =>
      (await jose('verify', await resigned(named, { ...credential, ...claims }))).result
    expect(await verified({ iss: issuer })).toBe('success')
    expect(await verified({ iss: 'https://other.example' })).toBe('failure')
    expect(await verified({ vc: credential })).toBe('failure')
    expect(await verified({ vp: {} })).toBe('failure')
    expect(await jose('issue', { ...credential, vc: {} })).toMatchObject({
      exitCode: 1,
      data: 'claim-not-allowed at /vc',
    })
    expect(await jose('issue', { ...credential, issuer: 5 })).toMatchObject({ result: 'failure' })
    expect(await jose('issue', '{"type": 1, "type": 2}')).toMatchObject({ result: 'failure' })
  })
})

describe('a presentation as a token (VC-JOSE-COSE §3.1.2)', () => {
  test('holds credentials that are enveloped, and is accepted as a presentation only', async () => {
    const token = await issued(presentation(enveloped(await issued(credential))), 'presentation_jose')
    expect(await jose('verify', token, 'presentation_jose')).toMatchObject({ result: 'success' })
    expect(await jose('verify', token, 'credential_jose')).toMatchObject({ result: 'failure' })
  })

  test('is refused with a credential that is not secured', async () => {
    expect(await jose('issue', presentation(credential), 'presentation_jose')).toMatchObject({
      result: 'failure',
      data: 'not-enveloped at /verifiableCredential/0',
    })
    const token = await resigned({ typ: 'vp+jwt' }, presentation(credential))
    expect(await jose('verify', token, 'presentation_jose')).toMatchObject({ result: 'failure' })
  })
})

describe.skipIf(!existsSync(samples))(
  'the samples of the W3C’s suite (skipped where ../shared is absent)',
  () => {
    test.each([
      ['credential-minimal', 'p256', 'credential_jose'],
      ['credential-full', 'p384', 'credential_jose'],
      ['credential-minimal', 'did-ed25519', 'credential_jose'],
      ['presentation-single', 'p256', 'presentation_jose'],
      ['presentation-multiple', 'p521', 'presentation_jose'],
    ])('%s with %s: issued, and accepted', async (name, kind, feature) => {
      const key = sample(`vm-${kind}.json`)
      const token = await issued(sample(`${name}.json`), feature, key)
      expect(await jose('verify', token, feature, key)).toMatchObject({ exitCode: 0, result: 'success' })
    })

    test('the token that another maker signed is accepted with its key, refused with others', async () => {
      const token = sample('credential-jose-minimal.txt')
      const verified = async (kind: string) =>
        (await jose('verify', token, 'credential_jose', sample(`vm-${kind}.json`))).result
      expect(await verified('p256')).toBe('success')
      expect(await verified('p384')).toBe('failure')
      expect(await verified('ed25519')).toBe('failure')
    })
  },
)

test('what is not done here is said to be neither right nor wrong', async () => {
  expect(await jose('issue', credential, 'credential_cose')).toMatchObject({
    exitCode: 2,
    result: 'indeterminate',
  })
})

test('a key file that is none ends before anything is written', async () => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const input = join(folder, 'input')
  writeFileSync(input, '{}')
  const output = join(folder, 'never')
  await run('issue', { input, key: input, output }, 'credential_jose')
  expect(process.exitCode).toBe(66)
  expect(said.mock.calls.flat().join('')).toContain('has no id, publicKeyJwk and secretKeyJwk')
  expect(() => readFileSync(output)).toThrow()
})
