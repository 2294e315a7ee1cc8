export interface IdempotencyTable {
  actor_id: string
  /** A keyed hash of what was sent as the key. */
  key: string
  request_hash: string
  status: number
  /** The answer, encrypted. */
  body: string
  created_at: Date
}

declare module '../platform/db.ts' {
  interface Tables {
    idempotency: IdempotencyTable
  }
}
