import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import {
  formatSignerKey,
  formatVerifierKey,
  LogError,
  parseSignerKey,
  type Sign,
  signatureTypes,
  type VerifierKey,
} from '@vademecum/transparency-log'
import { CommandError, exitCodes, print } from '../command.ts'

/** Makes the key of a witness, in a file of its own that only its owner may read. */
export async function makeWitnessKey(name: string, options: { key: string; json?: boolean }): Promise<void> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const key: VerifierKey = {
    name,
    type: signatureTypes.cosignature,
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).subarray(-32),
  }
  let lines: { verifier: string; signer: string }
  try {
    const seed = privateKey.export({ type: 'pkcs8', format: 'der' }).subarray(-32)
    lines = { verifier: formatVerifierKey(key), signer: formatSignerKey(key, seed) }
  } catch (cause) {
    throw new CommandError('The name of a witness has no spaces and no plus.', exitCodes.usage, { cause })
  }
  try {
    await writeFile(options.key, `${lines.signer}\n`, { flag: 'wx', mode: 0o600 })
  } catch (cause) {
    throw new CommandError(`${options.key} cannot be written, or is there already.`, exitCodes.unreadable, {
      cause,
    })
  }
  print(options, { verifierKey: lines.verifier }, lines.verifier)
}

export async function readWitnessKey(path: string): Promise<{ key: VerifierKey; sign: Sign }> {
  try {
    const { key, seed } = parseSignerKey((await readFile(path, 'utf8')).trim(), (raw) =>
      createPublicKey(privateOf(raw)).export({ type: 'spki', format: 'der' }).subarray(-32),
    )
    if (key.type !== signatureTypes.cosignature) throw new LogError('malformed', 'a key for something else')
    const secret = privateOf(seed)
    return { key, sign: (bytes) => sign(null, bytes, secret) }
  } catch (cause) {
    throw new CommandError(`${path} is not the key of a witness.`, exitCodes.unreadable, { cause })
  }
}

const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

function privateOf(seed: Uint8Array) {
  return createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' })
}
