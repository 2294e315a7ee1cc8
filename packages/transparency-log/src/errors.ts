export type LogErrorCode =
  /** Not written as the format says. */
  | 'malformed'
  /** No signature by a key that the reader knows. */
  | 'unsigned'
  /** A signature in the name of a known key does not fit. */
  | 'bad-signature'
  /** A checkpoint of another log than the one that was asked for. */
  | 'other-log'

/** What the readers of this library throw. */
export class LogError extends Error {
  override readonly name = 'LogError'
  readonly code: LogErrorCode

  constructor(code: LogErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
