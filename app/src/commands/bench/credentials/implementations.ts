import { generateKeyPairSync, sign, verify } from 'node:crypto'
import { openBadgesContexts } from '@vademecum/open-badges'
import {
  createProof,
  type CryptosuiteName,
  getStatus,
  type JsonObject,
  StatusListCache,
  verifyCredential,
} from '@vademecum/verifiable-credentials'
import { created, now, type Parties } from './parties.ts'

/** The same act again and again; it throws if the outcome is not what it must be. */
export type Act = () => unknown

export interface Implementation {
  readonly issue: Act
  readonly verify: Act
}

/** This product's library, all checks made, with the key parsed and the status list kept between verifications. */
export async function ours(parties: Parties, cryptosuite: CryptosuiteName): Promise<Implementation> {
  const { badge: document, key, did, listUrl, list, didDocument } = parties
  const issue = () => createProof({ document, key, created, contexts: openBadgesContexts, cryptosuite })
  const signed = await issue()
  const options = {
    now,
    contexts: openBadgesContexts,
    acceptIssuer: (issuer: string) => (issuer === did ? ('accepted' as const) : ('unlisted' as const)),
    resolveDid: async () => didDocument,
    fetchStatusList: async (url: string) => (url === listUrl ? list : undefined),
    statusLists: new StatusListCache(),
  }
  return {
    issue,
    verify: async () => {
      const report = await verifyCredential(signed, options)
      if (report.verdict !== 'verified') throw new Error(JSON.stringify(report.checks))
    },
  }
}

/**
 * The library that most others are built on, with every context and document in memory. It is there for those who
 * develop this product, not in an installation.
 */
export async function digitalBazaar(parties: Parties): Promise<Implementation> {
  const vc = await import('@digitalbazaar/vc')
  const { DataIntegrityProof } = await import('@digitalbazaar/data-integrity')
  const { cryptosuite } = await import('@digitalbazaar/eddsa-rdfc-2022-cryptosuite')
  const { generate } = await import('@digitalbazaar/ed25519-multikey')
  const { badge: credential, did, didDocument, listUrl, bits } = parties
  const id = `${did}#key-1`
  const pair = await generate({ id, controller: did, seed: parties.seed })
  const method = { '@context': 'https://w3id.org/security/multikey/v1', ...didDocument.verificationMethod[0] }
  const documents = new Map<string, object>([...openBadgesContexts, [did, didDocument], [id, method]])
  const documentLoader = async (url: string) => {
    const document = documents.get(url)
    if (document === undefined) throw new Error(`not found: ${url}`)
    return { contextUrl: null, documentUrl: url, document }
  }
  const issue = () =>
    vc.issue({
      credential: { ...credential },
      suite: new DataIntegrityProof({ signer: pair.signer(), cryptosuite, date: created }),
      documentLoader,
    })
  const signed = await issue()
  const checkStatus = async ({ credential: checked }: { credential: JsonObject }) => {
    const { statusListCredential, statusListIndex } = checked['credentialStatus'] as JsonObject
    return { verified: statusListCredential === listUrl && getStatus(bits, Number(statusListIndex)) === 0 }
  }
  return {
    issue,
    verify: async () => {
      const result = await vc.verifyCredential({
        credential: signed,
        suite: new DataIntegrityProof({ cryptosuite }),
        documentLoader,
        checkStatus,
        now,
      })
      if (!result.verified) throw new Error(String(result.error))
    },
  }
}

/** The same credential in a JSON Web Token: no canonical form to make, and no check but the signature's. */
export async function jose({ badge, privateKey, publicKey }: Parties): Promise<Implementation> {
  const { CompactSign, compactVerify } = await import('jose')
  const issue = () =>
    new CompactSign(new TextEncoder().encode(JSON.stringify(badge)))
      .setProtectedHeader({ alg: 'EdDSA', typ: 'vc+jwt' })
      .sign(privateKey)
  const token = await issue()
  return {
    issue,
    verify: async () => JSON.parse(new TextDecoder().decode((await compactVerify(token, publicKey)).payload)),
  }
}

/** Nothing but a signature over 64 bytes, what one proof takes at least. */
export function bare(curve: 'Ed25519' | 'P-256'): Implementation {
  const isEd25519 = curve === 'Ed25519'
  const { privateKey, publicKey } = isEd25519
    ? generateKeyPairSync('ed25519')
    : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const hash = isEd25519 ? null : 'sha256'
  const data = Buffer.alloc(64, 7)
  const signature = sign(hash, data, privateKey)
  return {
    issue: () => sign(hash, data, privateKey),
    verify: () => {
      if (!verify(hash, data, publicKey, signature)) throw new Error('a good signature did not verify')
    },
  }
}
