export interface IssuerLogTable {
  issuer_id: string
  origin: string
  public_key: Buffer
  created_at: Date
}

export interface IssuerLogKeyTable {
  issuer_id: string
  wrapped_key: Buffer
}

export interface LogBatchTable {
  issuer_id: string
  log_batch_id: string
  batch_id: string
  size: number
  root: Buffer
  made_at: Date
  turn: number
  leaf_index: number | null
}

export interface LogBatchTileTable {
  issuer_id: string
  log_batch_id: string
  level: number
  tile_index: number
  first_row: Buffer | null
  last_row: Buffer | null
  hashes: Buffer
}

export interface LogTileTable {
  issuer_id: string
  level: number
  tile_index: number
  hashes: Buffer
}

export interface LogCheckpointTable {
  issuer_id: string
  size: number
  root: Buffer
  note: string
  signed_at: Date
}

export interface LogCosignatureTable {
  issuer_id: string
  size: number
  witness: string
  line: string
  cosigned_at: Date
}

export interface LogWitnessTable {
  witness: string
  verifier_key: string
  added_at: Date
  ended_at: Date | null
}

export interface LearnerLogKeyTable {
  learner_id: string
  nonce: Buffer
}

declare module '../platform/db.ts' {
  interface Tables {
    issuer_log: IssuerLogTable
    issuer_log_key: IssuerLogKeyTable
    log_batch: LogBatchTable
    log_batch_tile: LogBatchTileTable
    log_tile: LogTileTable
    log_checkpoint: LogCheckpointTable
    log_cosignature: LogCosignatureTable
    log_witness: LogWitnessTable
    learner_log_key: LearnerLogKeyTable
  }
}
