import { createHash } from 'node:crypto'
import { createProof, didKey, type JsonObject, type SigningKey } from '@vademecum/verifiable-credentials'
import { openBadgesContexts } from '@vademecum/open-badges'
import { expect, test } from 'vitest'
import { verifyRate } from '../../src/credentials/verify-limits.ts'
import { largestCredential } from '../../src/credentials/wallet/hold-credential.ts'
import { signingKeyOf } from '../../src/credentials/signing-keys.ts'
import { command } from '../identity/accounts.ts'
import { arrange } from '../sharing/arrange.ts'
import type { Browser } from '../support/browser.ts'
import { organisation } from '../record/support.ts'

const world = await arrange()
const { app, owner, newSharer, share, newSignedIn, signIn, visitor, actionsOf } = world
const issuer = await organisation(app, 'awardingOrganisation', ['result'])
const amina = await newSignedIn()
const bryn = await newSignedIn({ givenName: 'Bryn', familyName: 'Hughes' })

const created = new Date().toISOString().replace(/\.\d+Z$/, 'Z')

async function strangersKey(): Promise<SigningKey> {
  const { subtle } = globalThis.crypto
  const pair = await subtle.generateKey({ name: 'Ed25519' }, true, ['sign', 'verify'])
  if (!('publicKey' in pair)) throw new Error('expected a key pair')
  const did = didKey(new Uint8Array(await subtle.exportKey('raw', pair.publicKey)))
  return {
    id: `${did}#${did.slice('did:key:'.length)}`,
    controller: did,
    sign: async (bytes) =>
      new Uint8Array(await subtle.sign({ name: 'Ed25519' }, pair.privateKey, new Uint8Array(bytes))),
  }
}

const ourKey = () => app.db.write({ issuer }, (tx) => signingKeyOf(app, tx, command, issuer))

/** A badge for whoever has an address, as others make it. */
async function badge(key: SigningKey, address: string, more: JsonObject = {}): Promise<string> {
  const salt = 'grainy'
  const hash = createHash('sha256')
    .update(address + salt)
    .digest('hex')
  const document = {
    '@context': [
      'https://www.w3.org/ns/credentials/v2',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    ],
    id: `urn:uuid:${crypto.randomUUID()}`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: { id: key.controller, type: ['Profile'], name: 'Harbour Rescue' },
    name: 'First aid at sea',
    validFrom: created,
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: [
        {
          type: 'IdentityObject',
          identityType: 'emailAddress',
          hashed: true,
          salt,
          identityHash: `sha256$${hash}`,
        },
      ],
      achievement: {
        id: 'https://rescue.example/first-aid',
        type: ['Achievement'],
        name: 'First aid at sea',
        description: 'Two days on the water',
        criteria: { narrative: 'Took part' },
      },
    },
    ...more,
  }
  return JSON.stringify(await createProof({ document, key, created, contexts: openBadgesContexts }))
}

async function add(browser: Browser, name: string, content: BlobPart) {
  await browser.get('/portfolio/credentials')
  return browser.submit('Add it', { file: new File([content], name) })
}

/** A PNG that is nothing but its badge. */
function baked(text: string): Uint8Array<ArrayBuffer> {
  const data = Buffer.from(`openbadgecredential\0\0\0\0\0${text}`)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  return new Uint8Array([
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...length,
    ...Buffer.from('iTXt'),
    ...data,
    ...[0, 0, 0, 0],
  ])
}

test('a badge of an issuer that we know, for an address that is confirmed, is confirmed', async () => {
  const text = await badge(await ourKey(), amina.account.address)
  const page = await add(amina.browser, 'first-aid.json', text)
  expect(page.status).toBe(200)
  expect(page.heading).toBe('First aid at sea')
  expect(page.text).toContain('Confirmed by its issuer')
  expect(page.text).toContain('It is shown to be yours')

  const file = await amina.browser.request(`${page.path}/file`)
  expect(await file.text()).toBe(text)
  expect(Object.fromEntries(file.headers)).toMatchObject({
    'content-type': 'application/vc',
    'content-disposition': expect.stringContaining('attachment; filename="First aid at sea.json"') as string,
    'content-security-policy': "sandbox; default-src 'none'",
  })
  const list = await amina.browser.get('/portfolio/credentials')
  expect(list.text).toContain('First aid at sea')
  expect(list.text).toContain('Confirmed by its issuer')
})

test('a friend’s badge stays, and is not shown to be mine', async () => {
  const page = await add(amina.browser, 'friend.json', await badge(await ourKey(), bryn.account.address))
  expect(page.text).toContain('Confirmed, but not shown to be yours')
})

test('a good signature of somebody whom we do not know, whatever name they write, is no more than that', async () => {
  const key = await strangersKey()
  const text = await badge(key, amina.account.address, {
    issuer: { id: key.controller, type: ['Profile'], name: 'Meridian Awards' },
  })
  const page = await add(amina.browser, 'known-name.json', text)
  expect(page.text).toContain('Signed, by an issuer not known to us')
  expect(page.text).toContain('Issued by, as the file itself says')
})

test('what was changed is kept too, and said to be so', async () => {
  const text = (await badge(await ourKey(), amina.account.address)).replace('Two days', 'Ten days')
  const page = await add(amina.browser, 'changed.json', text)
  expect(page.text).toContain('Do not rely on this')
  expect(page.text).toContain('Something was changed after it was signed')
})

test('a badge that is baked into a picture; the picture stays as it was', async () => {
  const picture = baked(await badge(await ourKey(), amina.account.address))
  const page = await add(amina.browser, 'badge.png', picture)
  expect(page.text).toContain('Confirmed by its issuer')
  const file = await amina.browser.request(`${page.path}/file`)
  expect(file.headers.get('content-type')).toBe('image/png')
  expect(Buffer.from(await file.arrayBuffer()).equals(Buffer.from(picture))).toBe(true)
})

test('a result that we attested comes back as theirs, and as nobody else’s', async () => {
  const sharer = await newSharer()
  const { grantId } = await share(sharer)
  const { rows } = await owner.query<{ document: string }>(
    'select document from credential where grant_id = $1',
    [grantId],
  )
  const text = rows[0]?.document ?? ''
  const mine = await add(await signIn(sharer.account), 'result.json', text)
  expect(mine.text).toContain('Confirmed by its issuer')
  const notMine = await add(bryn.browser, 'result.json', text)
  expect(notMine.text).toContain('Confirmed, but not shown to be yours')
})

test('the same again is the same one; removed, it can be put back', async () => {
  const text = await badge(await strangersKey(), amina.account.address)
  const { path } = await add(amina.browser, 'twice.json', text)
  expect((await add(amina.browser, 'other name.json', text)).path).toBe(path)
  await amina.browser.get(path)
  const removed = await amina.browser.submit('Remove')
  expect(removed.heading).toBe('“First aid at sea” was removed')
  expect((await amina.browser.get(path)).status).toBe(404)
  await amina.browser.get(`${path}/removal`)
  const back = await amina.browser.submit('Undo')
  expect(back.path).toBe(path)
  const actions = await actionsOf(amina.account.personId)
  expect(actions.filter((action) => action.startsWith('credential.held')).slice(-3)).toEqual([
    'credential.held',
    'credential.heldRemoved',
    'credential.heldRestored',
  ])
})

test.each([
  ['empty.json', '', 'Choose a file'],
  ['words.txt', 'hello', 'no certificate or badge that we can read'],
  ['picture.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'no certificate or badge'],
  ['bundle.json', '{"type":"VademecumBundle","version":1}', 'several certificates together'],
  ['token.jwt', 'aaaa.bbbb.cccc', 'no certificate or badge that we can read'],
])('%s is refused with words, and nothing of it is kept', async (name, content, problem) => {
  const before = await owner.query('select count(*) from stored_file')
  const page = await add(amina.browser, name, content)
  expect(page.status).toBe(422)
  expect(page.errors).toEqual([expect.stringContaining(problem)])
  expect((await owner.query('select count(*) from stored_file')).rows).toEqual(before.rows)
})

test('what is too large is refused', async () => {
  const page = await add(amina.browser, 'large.json', `"${'a'.repeat(largestCredential)}"`)
  expect(page.status).toBe(413)
  expect(page.errors).toEqual([expect.stringContaining('larger than')])
})

test('pasted text does as well; nobody else sees any of it', async () => {
  await amina.browser.get('/portfolio/credentials')
  const text = await badge(await strangersKey(), amina.account.address)
  const { path } = await amina.browser.submit('Add it', { 'Or paste its text (optional)': `  ${text}\n` })
  for (const address of [path, `${path}/file`, `${path}/removal`]) {
    expect((await bryn.browser.get(address)).status).toBe(404)
    expect((await visitor().get(address)).path).toMatch(/^\/sign-in\?/)
  }
  expect((await bryn.browser.get('/portfolio/credentials')).text).not.toContain('First aid at sea')
})

test('looking at one asks others, so it counts as a check', async () => {
  const { browser } = await newSignedIn()
  const { path } = await add(browser, 'mine.json', await badge(await strangersKey(), 'nobody@home.example'))
  // Adding it was one, and the page that followed another.
  for (let looked = 2; looked < verifyRate.times; looked += 1) {
    expect((await browser.request(path)).status).toBe(200)
  }
  expect((await browser.request(path)).status).toBe(429)
  expect((await browser.request(`${path}/file`)).status).toBe(200)
})
