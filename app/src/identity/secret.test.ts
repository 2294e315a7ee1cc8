import { describe, expect, test } from 'vitest'
import {
  hashRecoveryCode,
  hashSecret,
  isApiToken,
  isSecret,
  newApiToken,
  newRecoveryCode,
  newSecret,
} from './secret.ts'

describe('a secret', () => {
  test('has 256 bits and is never the same', () => {
    expect(Buffer.from(newSecret(), 'base64url')).toHaveLength(32)
    expect(isSecret(newSecret())).toBe(true)
    expect(newSecret()).not.toBe(newSecret())
    expect(hashSecret('a')).toBe('ypeBEsobvcr6wjGzmiPcTaeG7_gUfE5yuYB3ha_uSLs')
  })

  test('of the API says what it is', () => {
    expect(isApiToken(newApiToken())).toBe(true)
    expect(isApiToken(newSecret())).toBe(false)
    expect(isSecret(newApiToken())).toBe(false)
  })
})

describe('a printed code', () => {
  test('has four groups without letters that look like digits', () => {
    for (let times = 0; times < 50; times += 1) {
      expect(newRecoveryCode()).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
    }
  })

  test('is the same however it is typed', () => {
    const hash = hashRecoveryCode('10AB-CDEF-GHJK-MNPQ')
    for (const typed of [
      '10ab cdef ghjk mnpq',
      ' 1OABCDEFGHJKMNPQ ',
      'loab-cdef-ghjk-mnpq',
      'i0AB_CDEF_GHJK_MNPQ',
    ]) {
      expect(hashRecoveryCode(typed)).toBe(hash)
    }
    expect(hashRecoveryCode('10AB-CDEF-GHJK-MNPR')).not.toBe(hash)
  })
})
