import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { didKey, type KeyType, type SigningKey } from '@vademecum/verifiable-credentials'
import type { App } from '../../app.ts'
import { fetchGuarded } from '../fetch-guarded.ts'
import { resolveRemote } from '../resolve-remote.ts'
import type { VcApi } from './api.ts'

const keyTypes = ['Ed25519', 'P-256', 'P-384'] as const

/** The facade of an installation. Its keys stay in the data folder, so that its name is the same after a restart. */
export function vcApiOf(app: App): VcApi {
  return {
    origin: app.config.publicUrl,
    keys: keysIn(app.config.dataFolder),
    now: () => app.now(),
    fetchStatusList: (url) => fetchGuarded(url),
    resolveDid: (did) => resolveRemote(did),
  }
}

function keysIn(folder: string): Record<KeyType, SigningKey> {
  const file = join(folder, 'vc-api-keys.json')
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true })
    const made = Object.fromEntries(keyTypes.map((type) => [type, makeKey(type)]))
    writeFileSync(file, JSON.stringify(made), { mode: 0o600 })
  }
  const kept = JSON.parse(readFileSync(file, 'utf8')) as Record<KeyType, string>
  return signingKeys((type) => createPrivateKey(kept[type]))
}

function makeKey(type: KeyType): string {
  return privateKeyOf(type).export({ type: 'pkcs8', format: 'pem' }).toString()
}

/** A fresh key of each kind. */
export const freshKeys = (): Record<KeyType, SigningKey> => signingKeys(privateKeyOf)

function privateKeyOf(type: KeyType): KeyObject {
  return type === 'Ed25519'
    ? generateKeyPairSync('ed25519').privateKey
    : generateKeyPairSync('ec', { namedCurve: type }).privateKey
}

function signingKeys(keyOf: (type: KeyType) => KeyObject): Record<KeyType, SigningKey> {
  const of = (type: KeyType) => signingKey(type, keyOf(type))
  return { Ed25519: of('Ed25519'), 'P-256': of('P-256'), 'P-384': of('P-384') }
}

function signingKey(type: KeyType, key: KeyObject): SigningKey {
  const did = didKey(rawKey(createPublicKey(key)), type)
  const hash = { Ed25519: null, 'P-256': 'sha256', 'P-384': 'sha384' }[type]
  return {
    id: `${did}#${did.slice('did:key:'.length)}`,
    controller: did,
    type,
    sign: (bytes) => sign(hash, bytes, hash === null ? key : { key, dsaEncoding: 'ieee-p1363' }),
  }
}

function rawKey(key: KeyObject): Uint8Array {
  const { x = '', y } = key.export({ format: 'jwk' })
  const first = Buffer.from(x, 'base64url')
  if (y === undefined) return first
  return Uint8Array.from([2 + ((Buffer.from(y, 'base64url').at(-1) ?? 0) & 1), ...first])
}
