import type { App } from '../app.ts'
import type { Writer } from '../platform/db.ts'

/** An event of which a newer version may be seen from now on; a withdrawal is one too. */
export interface Superseded {
  readonly issuerId: string
  readonly eventId: string
  /** The version that counts from now on: whatever was issued of an earlier one is out of date. */
  readonly version: number
}

/** Runs in the transaction of the change, under the issuer's power. */
export type OnSuperseded = (app: App, tx: Writer, events: readonly Superseded[]) => Promise<void>
/** Runs in the transaction in which a wrong claim is undone: the learner was never this person's. */
export type OnUnclaimed = (
  app: App,
  tx: Writer,
  undone: { learnerId: string; personId: string },
) => Promise<void>
/** Runs in the transaction in which a learner's name is changed. */
export type OnRenamed = (app: App, tx: Writer, renamed: { learnerId: string }) => Promise<void>

/**
 * What is built on the record follows its changes: credentials register here, when the application is put together,
 * as the record imports nothing of theirs.
 */
export const onSuperseded: OnSuperseded[] = []
export const onUnclaimed: OnUnclaimed[] = []
export const onRenamed: OnRenamed[] = []

export async function tellSuperseded(app: App, tx: Writer, events: readonly Superseded[]): Promise<void> {
  if (events.length === 0) return
  for (const follow of onSuperseded) await follow(app, tx, events)
}

export async function tellUnclaimed(
  app: App,
  tx: Writer,
  undone: { learnerId: string; personId: string },
): Promise<void> {
  for (const follow of onUnclaimed) await follow(app, tx, undone)
}

export async function tellRenamed(app: App, tx: Writer, renamed: { learnerId: string }): Promise<void> {
  for (const follow of onRenamed) await follow(app, tx, renamed)
}
