import type { App } from '../app.ts'
import type { Writer } from '../platform/db.ts'

/** A version that counts no more, as are all before it: a newer one may be seen from now on. */
export interface Superseded {
  readonly eventId: string
  readonly version: number
}

/** Runs in the transaction of the change, under the issuer's power. */
export type OnSuperseded = (
  app: App,
  tx: Writer,
  issuerId: string,
  events: readonly Superseded[],
) => Promise<unknown>
/** Runs in the transaction in which a wrong claim is undone: the learner was never this person's. */
export type OnUnclaimed = (
  app: App,
  tx: Writer,
  undone: { learnerId: string; personId: string },
) => Promise<void>

/**
 * What is built on the record follows its changes: credentials register here, when the application is put together,
 * as the record imports nothing of theirs.
 */
export const onSuperseded: OnSuperseded[] = []
export const onUnclaimed: OnUnclaimed[] = []

export async function tellSuperseded(
  app: App,
  tx: Writer,
  issuerId: string,
  events: readonly Superseded[],
): Promise<void> {
  if (events.length === 0) return
  for (const follow of onSuperseded) await follow(app, tx, issuerId, events)
}

export async function tellUnclaimed(
  app: App,
  tx: Writer,
  undone: { learnerId: string; personId: string },
): Promise<void> {
  for (const follow of onUnclaimed) await follow(app, tx, undone)
}
