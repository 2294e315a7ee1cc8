import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'

/**
 * The one key that is not in the database. It wraps the owners' keys and the organisations' signing keys; whoever
 * has only a backup, or only the key, can read neither.
 */
export interface MasterKey {
  /** Names the key without telling it. */
  readonly id: string
  /** `context` says what is wrapped and whose it is (`owner:ID`): the same bytes do not unwrap as another's. */
  wrap(secret: Uint8Array, context: string): Buffer
  unwrap(wrapped: Uint8Array, context: string): Buffer
  /** A keyed hash, for look-ups by values that must not stand in the database themselves. */
  mac(purpose: string, value: string): string
}

const version = 1
const nonceLength = 12
const tagLength = 16

export function masterKey(bytes: Uint8Array): MasterKey {
  if (bytes.length !== 32) throw new Error('A master key has 32 bytes.')
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', bytes, '', `vademecum ${purpose}`, 32))
  const wrapping = derive('wrap')
  const hashing = derive('mac')
  return {
    id: derive('id').toString('hex', 0, 8),
    wrap(secret, context) {
      const nonce = randomBytes(nonceLength)
      const cipher = createCipheriv('aes-256-gcm', wrapping, nonce).setAAD(Buffer.from(context))
      return Buffer.concat([
        Buffer.from([version]),
        nonce,
        cipher.update(secret),
        cipher.final(),
        cipher.getAuthTag(),
      ])
    },
    unwrap(wrapped, context) {
      const sealed = Buffer.from(wrapped)
      if (sealed[0] !== version || sealed.length < 1 + nonceLength + tagLength) {
        throw new Error('this is not a key that was wrapped here')
      }
      const nonce = sealed.subarray(1, 1 + nonceLength)
      const decipher = createDecipheriv('aes-256-gcm', wrapping, nonce, { authTagLength: tagLength })
      decipher.setAAD(Buffer.from(context)).setAuthTag(sealed.subarray(-tagLength))
      return Buffer.concat([decipher.update(sealed.subarray(1 + nonceLength, -tagLength)), decipher.final()])
    },
    mac: (purpose, value) => createHmac('sha256', hashing).update(`${purpose}\0${value}`).digest('base64url'),
  }
}

export function generateOwnerKey(): Buffer {
  return randomBytes(32)
}

/** The configured key; in development one is made under the data folder at the first start. */
export function openMasterKey(
  config: Pick<Config, 'dataFolder' | 'masterKeyFile' | 'production'>,
): MasterKey {
  const path = masterKeyPath(config)
  const idFile = join(config.dataFolder, keyIdFile)
  const expected = existsSync(idFile) ? readFileSync(idFile, 'utf8').trim() : undefined
  if (!existsSync(path)) {
    if (config.masterKeyFile || config.production) throw new Error(`There is no master key at ${path}.`)
    if (expected) throw new Error(`Master key ${expected} is missing: put it back at ${path}. ${consequence}`)
    mkdirSync(config.dataFolder, { recursive: true, mode: 0o711 })
    createExclusively(path, `${randomBytes(32).toString('base64')}\n`)
  }
  const key = masterKey(parseKey(readFileSync(path, 'utf8'), path))
  if (expected && expected !== key.id) {
    throw new Error(`${path} is not the master key of this data folder, which is ${expected}. ${consequence}`)
  }
  if (!expected && existsSync(config.dataFolder)) createExclusively(idFile, `${key.id}\n`)
  return key
}

/** The id of the key that a data folder's contents need, without making one. */
export function expectedKeyId(config: Pick<Config, 'dataFolder' | 'masterKeyFile'>): string | undefined {
  const idFile = join(config.dataFolder, keyIdFile)
  if (existsSync(idFile)) return readFileSync(idFile, 'utf8').trim()
  const path = masterKeyPath(config)
  return existsSync(path) ? masterKey(parseKey(readFileSync(path, 'utf8'), path)).id : undefined
}

/** Holds a data folder to a key that is to come: what was restored was written under it. */
export function expectKey(dataFolder: string, id: string): void {
  createExclusively(join(dataFolder, keyIdFile), `${id}\n`)
}

const keyIdFile = 'master-key.id'
const consequence = 'Without it files and signing keys cannot be read.'

export function masterKeyPath(config: Pick<Config, 'dataFolder' | 'masterKeyFile'>): string {
  return config.masterKeyFile ?? join(config.dataFolder, 'master.key')
}

function parseKey(text: string, path: string): Buffer {
  const trimmed = text.trim()
  const bytes = Buffer.from(trimmed, /^[0-9a-f]{64}$/i.test(trimmed) ? 'hex' : 'base64')
  if (bytes.length !== 32) {
    throw new Error(
      `${path} does not hold 32 bytes as base64 or hexadecimal; make a key with: openssl rand -base64 32`,
    )
  }
  return bytes
}

/** Whole or not at all, also when two processes start at once: the first one's stays. */
function createExclusively(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
  const file = openSync(temporary, 'wx', 0o600)
  writeSync(file, text)
  fsyncSync(file)
  closeSync(file)
  try {
    linkSync(temporary, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(temporary)
  }
}
