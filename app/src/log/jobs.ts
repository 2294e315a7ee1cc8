/** The names under which the log's jobs wait. */
export const jobs = {
  /** Gives waiting batches of an issuer their leaf, then signs a checkpoint. */
  sequence: 'log.sequence',
  /** The same for every issuer: what a release let in, and what an interruption left. */
  sequenceAll: 'log.sequence-all',
} as const
