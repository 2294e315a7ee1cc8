/**
 * What is used of Node's own cryptography where there is one: it needs no trip to another thread and keeps keys
 * parsed, which makes it several times as fast as WebCrypto. Browsers have none, and do without.
 */
export interface PlatformCrypto {
  /** Not in all versions that are supported. */
  hash?: (algorithm: string, data: string, form: 'hex' | 'buffer') => string | Uint8Array
  createHash(algorithm: string): {
    update(data: string | Uint8Array): { digest(): Uint8Array; digest(form: 'hex'): string }
  }
  createPublicKey(input: { key: { kty: string; crv: string; x: string; y?: string }; format: 'jwk' }): object
  verify(
    algorithm: string | null,
    data: Uint8Array,
    key: object | { key: object; dsaEncoding: 'ieee-p1363' },
    signature: Uint8Array,
  ): boolean
}

interface Process {
  getBuiltinModule?: (name: string) => PlatformCrypto | undefined
}

/** Asked for by name at run time, so that a bundle for browsers has nothing of it. */
export const platformCrypto: PlatformCrypto | undefined = (
  globalThis as { process?: Process }
).process?.getBuiltinModule?.('node:crypto')
