import { canonicalize } from './canonicalize.ts'
import type { ContextMap } from './contexts.ts'
import type { JsonObject } from './json.ts'

/**
 * What an `eddsa-rdfc-2022` proof signs: the SHA-256 of the canonical proof options, then that of the
 * canonical document (Data Integrity EdDSA Cryptosuites §3.2.5). The options carry the document's context.
 */
export async function proofHash(
  document: JsonObject,
  proof: JsonObject,
  contexts: ContextMap,
): Promise<Uint8Array<ArrayBuffer>> {
  const { proofValue: _, ...options } = proof
  const parts = await Promise.all(
    [{ ...options, '@context': document['@context'] }, document].map(async (part) => {
      const canonical = new TextEncoder().encode(await canonicalize(part, contexts))
      return new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', canonical))
    }),
  )
  return new Uint8Array(parts.flatMap((part) => [...part]))
}
