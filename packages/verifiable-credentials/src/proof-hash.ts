import { canonicalize } from './canonicalize.ts'
import type { ContextMap } from './contexts.ts'
import type { Cryptosuite, HashName } from './cryptosuites.ts'
import { digest } from './digest.ts'
import { canonicalizeJson } from './jcs.ts'
import type { JsonObject } from './json.ts'

/**
 * What a proof signs: the hash of the canonical proof options, then that of the canonical document (Data
 * Integrity EdDSA Cryptosuites §3.2.5, §3.3.5; ECDSA Cryptosuites §3.2.5).
 */
export async function proofHash(
  document: JsonObject,
  proof: JsonObject,
  contexts: ContextMap,
  suite: Pick<Cryptosuite, 'form'> = { form: 'rdfc' },
  hash: HashName = 'SHA-256',
  inlineContexts = false,
): Promise<Uint8Array<ArrayBuffer>> {
  const { proofValue: _, ...options } = proof
  let forms: string[]
  if (suite.form === 'jcs') forms = [canonicalizeJson(options), canonicalizeJson(document)]
  else {
    // The options are read in the document's context.
    const config = { ...options, '@context': document['@context'] }
    const how = { hash, inlineContexts }
    forms = [await canonicalize(config, contexts, how), await canonicalize(document, contexts, how)]
  }
  const [first, second] = [await digest(forms[0] ?? '', hash), await digest(forms[1] ?? '', hash)]
  const both = new Uint8Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}
