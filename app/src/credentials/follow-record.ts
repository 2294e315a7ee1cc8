import { z } from 'zod'
import type { App } from '../app.ts'
import type { Task } from '../platform/jobs.ts'
import { type OnSuperseded, type OnUnclaimed, onSuperseded, onUnclaimed } from '../record/superseded.ts'
import { revokeCredentials } from './revoke.ts'
import { forgetTrustState } from './trust-state.ts'

/** What an issuer replaced or withdrew is taken back in the same transaction. */
const revokeSuperseded: OnSuperseded = async (app, tx, events) => {
  for (const issuerId of new Set(events.map((event) => event.issuerId))) {
    const replaced = events
      .filter((event) => event.issuerId === issuerId)
      .map(({ eventId, version }) => ({ eventId, version: version - 1 }))
    await revokeCredentials(app, tx, issuerId, replaced)
  }
  forgetTrustState(app)
}

const unclaimedTask = 'credentials.unclaimed'

/** What was issued while the wrong person held the learner is in wrong hands. */
const revokeUnclaimed: OnUnclaimed = (app, tx, { learnerId }) =>
  app.jobs.add(tx, unclaimedTask, { learnerId, until: app.now().toISOString() })

const Unclaimed = z.object({ learnerId: z.string(), until: z.coerce.date() })

export async function revokeAllOf(app: App, payload: unknown): Promise<void> {
  const { learnerId, until } = Unclaimed.parse(payload)
  const issued = await app.db.read({ self: [learnerId] }, (tx) =>
    tx.sql
      .selectFrom('credential')
      .select(['issuer_id', 'event_id as eventId', 'version'])
      .where('learner_id', '=', learnerId)
      .where('issued_at', '<=', until)
      .where('revoked_at', 'is', null)
      .execute(),
  )
  for (const issuerId of new Set(issued.map((row) => row.issuer_id))) {
    const events = issued.filter((row) => row.issuer_id === issuerId)
    await app.db.write({ issuer: issuerId }, (tx) => revokeCredentials(app, tx, issuerId, events, until))
  }
  forgetTrustState(app)
}

export function credentialTasks(app: App): Record<string, Task> {
  return { [unclaimedTask]: (payload) => revokeAllOf(app, payload) }
}

/** Called once, where the application is put together. */
export function followRecord(): void {
  if (!onSuperseded.includes(revokeSuperseded)) onSuperseded.push(revokeSuperseded)
  if (!onUnclaimed.includes(revokeUnclaimed)) onUnclaimed.push(revokeUnclaimed)
}
