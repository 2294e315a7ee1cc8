import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { isRecipient } from './index.ts'

const badge = (...identifier: object[]) => ({ credentialSubject: { type: 'AchievementSubject', identifier } })
const sha256 = (text: string) => `sha256$${createHash('sha256').update(text).digest('hex')}`
const mine = ['Amina@example.org', 'amina@home.example']

test('a badge for one of the addresses, written plainly or as a hash', async () => {
  const email = { type: 'IdentityObject', identityType: 'emailAddress' }
  const plain = { ...email, hashed: false, identityHash: 'amina@EXAMPLE.org' }
  const hashed = { ...email, hashed: true, salt: 'kosher', identityHash: sha256('amina@home.examplekosher') }
  const small = { ...email, hashed: true, identityHash: sha256('amina@example.org').toUpperCase() }
  for (const identity of [plain, hashed, small]) expect(await isRecipient(badge(identity), mine)).toBe(true)
})

test('a badge for somebody else, for nobody, or for a name', async () => {
  const email = { type: 'IdentityObject', identityType: 'emailAddress' }
  const other = { ...email, hashed: false, identityHash: 'bryn@example.org' }
  const salted = { ...email, hashed: true, salt: 'a', identityHash: sha256('amina@home.example') }
  const name = { type: 'IdentityObject', identityType: 'name', hashed: false, identityHash: mine[0] }
  const broken = { ...email, hashed: true, identityHash: 7 }
  for (const identity of [other, salted, name, broken]) {
    expect(await isRecipient(badge(identity), mine)).toBe(false)
  }
  expect(await isRecipient(badge(other), [])).toBe(false)
  expect(await isRecipient({}, mine)).toBe(false)
})
