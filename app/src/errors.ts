/** The only ways in which the application refuses. Anything else that is thrown is a bug. */
export type ErrorCode =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'gone'
  | 'conflict'
  | 'too_large'
  | 'unsupported'
  | 'too_many'
  | 'unavailable'

/** A field of the input that is wrong: `field` is its name in form or JSON, `key` names the sentence. */
export interface FieldProblem {
  readonly field: string
  readonly key: string
  readonly values?: Readonly<Record<string, string | number>>
}

/**
 * `key` names the sentence that a person reads, in the word catalogues (`errors.…` unless it has a noun of its own);
 * `detail` is for the log and never leaves. No personal data in either.
 */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly key: string
  readonly values: Readonly<Record<string, string | number>>
  readonly problems: readonly FieldProblem[]
  readonly retryAfterSeconds: number | undefined

  constructor(
    code: ErrorCode,
    options: {
      key?: string
      values?: Readonly<Record<string, string | number>>
      detail?: string
      problems?: readonly FieldProblem[]
      retryAfterSeconds?: number
      cause?: unknown
    } = {},
  ) {
    super(options.detail ?? options.key ?? code, options.cause === undefined ? {} : { cause: options.cause })
    this.code = code
    this.key = options.key ?? `errors.${code}`
    this.values = options.values ?? {}
    this.problems = options.problems ?? []
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}

export function notFound(detail?: string): never {
  throw new AppError('not_found', detail === undefined ? {} : { detail })
}

export function forbidden(key?: string): never {
  throw new AppError('forbidden', key === undefined ? {} : { key })
}

export function conflict(key: string, values: Record<string, string | number> = {}): never {
  throw new AppError('conflict', { key, values })
}

export function invalid(...problems: FieldProblem[]): never {
  throw new AppError('invalid', { problems })
}
