import { expect, test } from 'vitest'
import { hashPassword, passwordMatches } from './password-hash.ts'

test('argon2id with the stated cost, salted; composed or not, it is the same password', async () => {
  const hash = await hashPassword('mae’r môr yn las')
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await hashPassword('mae’r môr yn las')).not.toBe(hash)
  expect(await passwordMatches(hash, 'mae’r môr yn las'.normalize('NFD'))).toBe(true)
  expect(await passwordMatches(hash, 'mae’r mor yn las')).toBe(false)
  expect(await passwordMatches(undefined, 'mae’r môr yn las')).toBe(false)
})

test('many wait for their turn; too many are told to come again', async () => {
  const hash = await hashPassword('first of the many')
  const asked = Array.from({ length: 215 }, () => passwordMatches(hash, 'first of the many'))
  const answers = await Promise.allSettled(asked)
  const refused = answers.filter(({ status }) => status === 'rejected')
  expect(refused).toHaveLength(13)
  expect(refused[0]).toMatchObject({ reason: { code: 'unavailable', retryAfterSeconds: 5 } })
  expect(await passwordMatches(hash, 'first of the many')).toBe(true)
}, 30_000)
