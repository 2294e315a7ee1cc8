import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { didKey, type KeyType, type SigningKey } from '../src/index.ts'

/** A fresh key of that kind with its `did:key`. */
export function makeSigner(type: KeyType): { did: string; key: SigningKey } {
  const { publicKey, privateKey } =
    type === 'Ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: type })
  const did = didKey(rawKey(publicKey), type)
  const id = `${did}#${did.slice('did:key:'.length)}`
  return { did, key: { id, controller: did, type, sign: (bytes) => signWith(type, privateKey, bytes) } }
}

function rawKey(publicKey: KeyObject): Uint8Array {
  const { x = '', y } = publicKey.export({ format: 'jwk' })
  const bytes = Buffer.from(x, 'base64url')
  if (y === undefined) return bytes
  return Uint8Array.from([2 + ((Buffer.from(y, 'base64url').at(-1) ?? 0) & 1), ...bytes])
}

function signWith(type: KeyType, key: KeyObject, bytes: Uint8Array): Uint8Array {
  if (type === 'Ed25519') return sign(null, bytes, key)
  return sign(type === 'P-384' ? 'sha384' : 'sha256', bytes, { key, dsaEncoding: 'ieee-p1363' })
}
