import {
  contentHashOf,
  parseVerifierKey,
  type VerifierKey,
  verifyLogProof,
} from '@vademecum/transparency-log'
import { isObject, type JsonObject, listOf } from './json.ts'
import { LOG_SERVICE } from './log-service.ts'
import { type Check, check } from './report.ts'
import type { Resolution } from './resolve.ts'
import type { VerifyOptions } from './verify-options.ts'
import { verifySignature as byPlatform } from './verify-signature.ts'

/** What came with a credential to show that its issuer's log has it: the content committed to, and the proof. */
export interface LogEvidence {
  content: JsonObject
  proof: JsonObject
}

/** The check, and from when the log shows it. */
export interface LogFinding {
  check: Check
  at?: Date
}

/**
 * Whether the issuer's transparency log has what the credential says. The log's key is the one that the issuer's resolved
 * DID document names: a document that came along cannot name another.
 */
export async function checkLog(
  credential: JsonObject,
  issuer: string | undefined,
  evidence: LogEvidence | undefined,
  resolve: (did: string) => Promise<Resolution>,
  { matchesContent, witnesses = [], verifySignature = byPlatform }: VerifyOptions,
): Promise<LogFinding> {
  const answer = (
    ...told: Parameters<typeof check> extends [unknown, ...infer Rest] ? Rest : never
  ): LogFinding => ({
    check: check('log inclusion', ...told),
  })
  if (evidence === undefined) return answer('skipped', 'log-proof-none')
  if (issuer === undefined) return answer('fail', 'issuer-not-controller')
  const resolution = await resolve(issuer)
  if (!resolution.ok) return answer('unknown', resolution.code, { issuer })
  const log = logKeyOf(resolution.document)
  if (log === undefined) return answer('unknown', 'log-not-named', { issuer })
  const found = await verifyLogProof(evidence.proof, contentHashOf(evidence.content), {
    log,
    witnesses,
    // The keys of logs are Ed25519.
    verify: (raw, data, signature) =>
      verifySignature({ type: 'Ed25519', bytes: new Uint8Array(raw) }, data, signature),
  })
  if (!found.ok) {
    switch (found.code) {
      case 'malformed':
        return answer('fail', 'log-proof-malformed')
      case 'not-in-batch':
      case 'not-in-log':
        return answer('fail', 'log-not-included', { issuer })
      default:
        return answer('fail', 'log-checkpoint-invalid', { issuer })
    }
  }
  if (matchesContent === undefined) return answer('unknown', 'log-content-not-compared')
  if (!matchesContent(credential, evidence.content)) return answer('fail', 'log-content-other', { issuer })
  const { origin, index, size, at } = found
  const parameters = { issuer, origin, index, size, witnesses: found.witnesses.length }
  return at === undefined
    ? answer('pass', 'log-included', parameters)
    : { ...answer('pass', 'log-included', { ...parameters, at: at.toISOString() }), at }
}

function logKeyOf(document: JsonObject): VerifierKey | undefined {
  for (const service of listOf(document.service)) {
    if (!isObject(service) || service.type !== LOG_SERVICE || typeof service.verifierKey !== 'string')
      continue
    try {
      return parseVerifierKey(service.verifierKey)
    } catch {
      return undefined
    }
  }
  return undefined
}

/** The evidence for a credential among what a bundle carries. */
export function evidenceFor(credential: JsonObject, carried: readonly JsonObject[]): LogEvidence | undefined {
  const found = carried.find((each) => credential.id !== undefined && each.credential === credential.id)
  if (found === undefined) return undefined
  const { content, proof } = found
  // What cannot be read proves nothing, and is told as such.
  return { content: isObject(content) ? content : {}, proof: isObject(proof) ? proof : {} }
}
