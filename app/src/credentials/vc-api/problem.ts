/** Why the facade refuses; the names are those of the specifications. */
export type ProblemName =
  | 'PARSING_ERROR'
  | 'MALFORMED_VALUE_ERROR'
  | 'CRYPTOGRAPHIC_SECURITY_ERROR'
  | 'RANGE_ERROR'
  | 'STATUS_RETRIEVAL_ERROR'
  | 'STATUS_VERIFICATION_ERROR'
  | 'STATUS_LIST_LENGTH_ERROR'

export class Refused extends Error {
  override readonly name = 'Refused'
  readonly problem: ProblemName

  constructor(problem: ProblemName, message: string, options?: ErrorOptions) {
    super(message, options)
    this.problem = problem
  }
}

/** RFC 9457, with the address that the specification gives the name. */
export function problemOf({ problem, message }: Refused): Record<string, unknown> {
  const home = problem.startsWith('STATUS_') ? 'vc-status-list' : 'credentials'
  const detail = { type: `https://www.w3.org/ns/${home}#${problem}`, title: problem, detail: message }
  return { ...detail, status: 400, verified: false, problemDetails: [detail] }
}
