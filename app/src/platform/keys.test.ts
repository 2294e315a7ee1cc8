import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { expectedKeyId, expectKey, generateOwnerKey, masterKey, openMasterKey } from './keys.ts'

const key = masterKey(Buffer.alloc(32, 7))

describe('wrapping', () => {
  it('gives back what was wrapped, differently sealed each time', () => {
    const secret = generateOwnerKey()
    const [one, two] = [key.wrap(secret, 'owner:1'), key.wrap(secret, 'owner:1')]
    expect(key.unwrap(one, 'owner:1')).toEqual(secret)
    expect(one).not.toEqual(two)
  })

  it('refuses another context, another master key, and changed bytes', () => {
    const wrapped = key.wrap(Buffer.from('secret'), 'owner:1')
    expect(() => key.unwrap(wrapped, 'owner:2')).toThrow()
    expect(() => masterKey(Buffer.alloc(32, 8)).unwrap(wrapped, 'owner:1')).toThrow()
    for (let index = 0; index < wrapped.length; index++) {
      const changed = Buffer.from(wrapped)
      changed[index] = (changed[index] ?? 0) ^ 1
      expect(() => key.unwrap(changed, 'owner:1')).toThrow()
    }
    expect(() => key.unwrap(wrapped.subarray(0, 20), 'owner:1')).toThrow()
  })

  it('hashes apart for each purpose', () => {
    expect(key.mac('a', 'x')).toBe(key.mac('a', 'x'))
    expect(key.mac('a', 'x')).not.toBe(key.mac('b', 'x'))
  })
})

describe('openMasterKey', () => {
  let dataFolder: string
  const config = () => ({ dataFolder, masterKeyFile: undefined, production: false })
  const path = () => join(dataFolder, 'master.key')
  beforeEach(() => {
    dataFolder = mkdtempSync(join(tmpdir(), 'vademecum-keys-'))
  })
  afterEach(() => rmSync(dataFolder, { recursive: true }))

  it('makes one that only its user reads, and keeps it', () => {
    expect(expectedKeyId(config())).toBeUndefined()
    const { id } = openMasterKey(config())
    expect(statSync(path()).mode & 0o777).toBe(0o600)
    expect(openMasterKey(config()).id).toBe(id)
    expect(expectedKeyId(config())).toBe(id)
  })

  it('does not make another when the first is lost', () => {
    openMasterKey(config())
    rmSync(path())
    expect(() => openMasterKey(config())).toThrow('put it back')
  })

  it('refuses another key than the data was written under', () => {
    openMasterKey(config())
    writeFileSync(path(), Buffer.alloc(32, 1).toString('base64'))
    expect(() => openMasterKey(config())).toThrow('is not the master key of this data folder')
  })

  it('accepts the key that restored data expects', () => {
    const text = Buffer.alloc(32, 9).toString('hex')
    expectKey(dataFolder, masterKey(Buffer.from(text, 'hex')).id)
    expect(() => openMasterKey(config())).toThrow('put it back')
    writeFileSync(path(), text)
    expect(openMasterKey(config()).id).toBe(readFileSync(join(dataFolder, 'master-key.id'), 'utf8').trim())
  })

  it('makes none in production', () => {
    expect(() => openMasterKey({ ...config(), production: true })).toThrow('There is no master key')
  })
})
