import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { generate } from '@digitalbazaar/ed25519-multikey'
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import * as vc from '@digitalbazaar/vc'
import { openBadgesContexts } from '@vademecum/open-badges'
import { createProof, type JsonObject, type VerificationReport } from '@vademecum/verifiable-credentials'
import { describe, expect, test } from 'vitest'
import { checkDocument } from '../../src/credentials/check.ts'
import {
  createOrganisationKey,
  markKeyCompromised,
  signingKeyOf,
} from '../../src/credentials/signing-keys.ts'
import { forgetTrustState, trustState } from '../../src/credentials/trust-state.ts'
import { tellSuperseded } from '../../src/record/superseded.ts'
import { command } from '../identity/accounts.ts'
import { arrange } from '../sharing/arrange.ts'

const world = await arrange()
const { app, owner, newSharer, share } = world

async function issued(options?: Parameters<typeof newSharer>[0]) {
  const sharer = await newSharer(options)
  const { grantId } = await share(sharer)
  const { rows } = await owner.query<{ document: string }>(
    'select document from credential where grant_id = $1',
    [grantId],
  )
  const text = rows[0]?.document ?? ''
  return { ...sharer, grantId, text, document: JSON.parse(text) as JsonObject }
}

async function reportOn(document: JsonObject | string): Promise<VerificationReport> {
  const checked = await checkDocument(app, typeof document === 'string' ? document : JSON.stringify(document))
  if (checked.kind !== 'credential') throw new Error(checked.kind)
  return checked.report
}

const outcome = (report: VerificationReport, name: string) => {
  const check = report.checks.find((each) => each.name === name)
  return `${check?.result} ${check?.detail.code}`
}
/** The names of the checks that did not pass, of those that count. */
const notPassed = (report: VerificationReport) =>
  report.checks.filter(({ result }) => result === 'fail' || result === 'unknown').map(({ name }) => name)

/** Signs whatever it is given with an organisation's own key: for what only the issuer could do wrong. */
const signAs = (issuerId: string, document: JsonObject) =>
  app.db.write({ issuer: issuerId }, async (tx) => {
    const key = await signingKeyOf(app, tx, command, issuerId)
    const { proof: _, ...unsigned } = document
    return createProof({
      document: unsigned,
      key,
      created: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
      contexts: openBadgesContexts,
    })
  })

describe('a credential that we issue', () => {
  test('verifies, and says no more of the learner than their name', async () => {
    const { text, document, learnerId, eventId } = await issued()
    const report = await reportOn(text)
    expect(notPassed(report)).toEqual([])
    expect(report.verdict).toBe('verified')
    expect(text).toContain('Amina Rahman')
    for (const hidden of ['8228186621', '2008-02-03', '1999-05-17', learnerId, eventId, 'home.example']) {
      expect(text).not.toContain(hidden)
    }
    expect((document['credentialSubject'] as JsonObject)['id']).toMatch(/^urn:uuid:/)
  })

  test('is another one in another share, with nothing that joins the two', async () => {
    const sharer = await newSharer()
    const [a, b] = [await share(sharer), await share(sharer, { recipient: 'Northmoor' })]
    const { rows } = await owner.query<{ document: string; status_index: number }>(
      'select document, status_index from credential where grant_id = any($1)',
      [[a.grantId, b.grantId]],
    )
    const parts = rows.map(({ document }) => {
      const { id, credentialSubject, credentialStatus } = JSON.parse(document)
      return [id, credentialSubject.id, credentialStatus.statusListIndex]
    })
    expect(parts).toHaveLength(2)
    for (const index of [0, 1, 2]) expect(parts[0]?.[index]).not.toBe(parts[1]?.[index])
  })

  test('is issued once for a share and version', async () => {
    const { grantId, path } = await share(await newSharer())
    const employer = world.visitor()
    await employer.get(path)
    await employer.submit('Open')
    await employer.get(path)
    const { rowCount } = await owner.query('select from credential where grant_id = $1', [grantId])
    expect(rowCount).toBe(1)
  })

  test('verifies in an independent library', async () => {
    const { document } = await issued()
    const verify = async (credential: JsonObject) => {
      const { verified } = await vc.verifyCredential({
        credential,
        suite: new DataIntegrityProof({ cryptosuite }),
        documentLoader: await loader(),
        checkStatus: async () => ({ verified: true }),
      })
      return verified
    }
    expect(await verify(document)).toBe(true)
    expect(await verify({ ...document, name: 'GCSE Further Mathematics' })).toBe(false)
  })

  test('the other way round: one signed by that library is checked by us', async () => {
    const pair = await generate({})
    pair.controller = `did:key:${pair.publicKeyMultibase}`
    pair.id = `${pair.controller}#${pair.publicKeyMultibase}`
    const { document } = await issued()
    const { proof: _, credentialStatus: __, ...unsigned } = document
    const signed = await vc.issue({
      credential: { ...unsigned, issuer: { ...(unsigned['issuer'] as JsonObject), id: pair.controller } },
      suite: new DataIntegrityProof({ signer: pair.signer(), cryptosuite }),
      documentLoader: await loader(),
    })
    const report = await reportOn(signed)
    expect(outcome(report, 'proof')).toBe('pass proof-valid')
    expect(outcome(report, 'issuer bound to key')).toBe('pass issuer-bound')
    expect(outcome(report, 'issuer accepted')).toBe('unknown issuer-unlisted')
    expect(report.verdict).toBe('unknown')
  })
})

describe('what is wrong shows on its own check', () => {
  test('a changed byte: the proof', async () => {
    const { text } = await issued()
    const report = await reportOn(text.replace('"value":"7"', '"value":"9"'))
    expect(notPassed(report)).toEqual(['proof'])
    expect(outcome(report, 'proof')).toBe('fail proof-invalid')
    expect(report.verdict).toBe('failed')
  })

  test('another organisation’s name on it: the issuer and its key', async () => {
    const { document, issuerId } = await issued()
    const other = await issued()
    const did = (other.document['issuer'] as JsonObject)['id']
    const forged = await signAs(issuerId, {
      ...document,
      issuer: { ...(document['issuer'] as JsonObject), id: did },
    })
    const report = await reportOn(forged)
    expect(outcome(report, 'issuer bound to key')).toBe('fail issuer-not-controller')
    expect(outcome(report, 'proof')).toBe('pass proof-valid')
    expect(report.verdict).toBe('failed')
  })

  test('an organisation that nobody admitted: the register', async () => {
    const { text } = await issued({ admitted: false })
    const report = await reportOn(text)
    expect(notPassed(report)).toEqual(['issuer accepted'])
    expect(report.verdict).toBe('unknown')
  })

  test('an admission that ended keeps what was signed before', async () => {
    const { text, issuerId } = await issued()
    world.clock.advance({ minutes: 1 })
    await owner.query('update admission set ended_at = $2 where organisation_id = $1', [issuerId, app.now()])
    expect((await reportOn(text)).verdict).toBe('verified')
    await owner.query(`update admission set ended_at = '2021-01-01' where organisation_id = $1`, [issuerId])
    forgetTrustState(app)
    expect(outcome(await reportOn(text), 'issuer accepted')).toBe('unknown issuer-unlisted')
  })

  test('past its end: the time', async () => {
    const { document, issuerId } = await issued()
    const expired = await signAs(issuerId, {
      ...document,
      validUntil: '2026-09-01T00:00:00Z',
      validFrom: '2026-08-20T00:00:00Z',
    })
    const report = await reportOn(expired)
    expect(notPassed(report)).toEqual(['time'])
    expect(outcome(report, 'time')).toBe('fail expired')
  })

  test('replaced by a correction: the status, from the same transaction on', async () => {
    const { text, issuerId, eventId } = await issued()
    expect((await reportOn(text)).verdict).toBe('verified')
    await app.db.write({ issuer: issuerId }, (tx) =>
      tellSuperseded(app, tx, [{ issuerId, eventId, version: 2 }]),
    )
    const report = await reportOn(text)
    expect(notPassed(report)).toEqual(['status'])
    expect(outcome(report, 'status')).toBe('fail status-revoked')
  })

  test('an issuer that cannot be reached: unknown, never passed', async () => {
    const { document } = await issued()
    const foreign = {
      ...document,
      issuer: { ...(document['issuer'] as JsonObject), id: 'did:web:127.0.0.1%3A9:issuers:1' },
    }
    const proof = {
      ...(document['proof'] as JsonObject),
      verificationMethod: 'did:web:127.0.0.1%3A9:issuers:1#key',
    }
    const report = await reportOn({ ...foreign, proof })
    expect(outcome(report, 'issuer bound to key')).toBe('unknown issuer-document-unreachable')
    expect(report.verdict).not.toBe('verified')
  })
})

describe('keys', () => {
  test('a retired key keeps what it signed, a compromised one does not', async () => {
    const { text, issuerId } = await issued()
    const { proof } = JSON.parse(text)
    world.clock.advance({ minutes: 1 })
    const { keyId } = await createOrganisationKey(app, command, issuerId)
    expect(keyId).not.toBe(proof.verificationMethod)
    expect((await reportOn(text)).verdict).toBe('verified')
    await markKeyCompromised(app, command, issuerId, proof.verificationMethod)
    expect(outcome(await reportOn(text), 'issuer bound to key')).toBe('fail key-revoked')
  })

  test('are served as a DID document; private ones lie wrapped', async () => {
    const { issuerId, document } = await issued()
    const page = await world.visitor().get(`/issuers/${issuerId}/did.json`)
    expect(page.status).toBe(200)
    const { id, verificationMethod } = page.json<{ id: string; verificationMethod: { id: string }[] }>()
    expect(id).toBe((document['issuer'] as JsonObject)['id'])
    expect(verificationMethod[0]?.id).toBe((document['proof'] as JsonObject)['verificationMethod'])
    expect((await world.visitor().get('/issuers/nobody/did.json')).status).toBe(404)
    const { rows } = await owner.query<{ wrapped_key: Buffer }>(
      'select wrapped_key from organisation_private_key where organisation_id = $1',
      [issuerId],
    )
    expect(rows[0]?.wrapped_key.includes(Buffer.from('302e020100300506032b6570', 'hex'))).toBe(false)
  })
})

test('a status list is the same for everybody, and not sent again while it has not changed', async () => {
  const { document } = await issued()
  const { statusListCredential } = document['credentialStatus'] as { statusListCredential: string }
  const path = new URL(statusListCredential).pathname
  const first = await world.visitor().get(path)
  expect(first.json<{ id: string }>().id).toBe(statusListCredential)
  expect(first.headers.get('cache-control')).toContain('public')
  const etag = first.headers.get('etag') ?? ''
  const again = await world.visitor().request(path, { headers: { 'if-none-match': etag } })
  expect(again.status).toBe(304)
  expect((await world.visitor().get('/status/nothing')).status).toBe(404)
})

async function loader() {
  const state = await trustState(app, 'now')
  return async (url: string) => {
    const [id = ''] = url.split('#')
    const controller = state.issuers.get(id)?.document ?? (await didKey(id))
    const method = controller?.verificationMethod.find((each) => each.id === url)
    const key = method && { '@context': 'https://w3id.org/security/multikey/v1', ...method }
    const document = openBadgesContexts.get(url) ?? key ?? controller
    if (document === undefined) throw new Error(`not found: ${url}`)
    return { contextUrl: null, documentUrl: url, document }
  }
}

async function didKey(id: string) {
  const { didKeyDocument } = await import('@vademecum/verifiable-credentials')
  return id.startsWith('did:key:') ? didKeyDocument(id) : undefined
}
