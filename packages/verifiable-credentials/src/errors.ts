/** Why a document could not be signed or brought into canonical form. */
export type CredentialErrorCode =
  | 'unknown-context'
  | 'undefined-term'
  | 'too-complex'
  | 'malformed-document'
  | 'malformed-status-list'

export class CredentialError extends Error {
  override readonly name = 'CredentialError'
  readonly code: CredentialErrorCode

  constructor(code: CredentialErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
