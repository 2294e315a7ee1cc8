import { z } from 'zod'
import { listed } from '../access/visible.ts'
import type { App } from '../app.ts'
import type { Task } from '../platform/jobs.ts'
import {
  type OnRenamed,
  type OnSuperseded,
  type OnUnclaimed,
  onRenamed,
  onSuperseded,
  onUnclaimed,
} from '../record/superseded.ts'
import { revokeCredentials, type Revoking } from './revoke.ts'
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
const revokeUnclaimed: OnUnclaimed = (app, tx, { learnerId, personId }) =>
  app.jobs.add(tx, unclaimedTask, { learnerId, personId, until: app.now().toISOString() })

const Unclaimed = z.object({ learnerId: z.string(), personId: z.string(), until: z.coerce.date() })

export async function revokeAllOf(app: App, payload: unknown): Promise<void> {
  const { learnerId, personId, until } = Unclaimed.parse(payload)
  const issued = await issuedOf(app, learnerId)
  const grants = await app.db.read({ self: [personId] }, (tx) =>
    tx.sql
      .selectFrom('access_grant')
      .select('grant_id')
      .where('owner_id', '=', personId)
      .where(listed([...new Set(issued.map((row) => row.grant_id))], 'grant_id'))
      .execute(),
  )
  const grantIds = new Set(grants.map((row) => row.grant_id))
  await revokeIssued(app, issued, { issuedUntil: until, grantIds })
}

const renamedTask = 'credentials.renamed'

/** Others see the present name: what says a former one is taken back, and made anew when it is next looked at. */
const reissueRenamed: OnRenamed = (app, tx, { learnerId }) =>
  app.jobs.add(tx, renamedTask, { learnerId, until: app.now().toISOString() })

const Renamed = z.object({ learnerId: z.string(), until: z.coerce.date() })

export async function reissueAllOf(app: App, payload: unknown): Promise<void> {
  const { learnerId, until } = Renamed.parse(payload)
  await revokeIssued(app, await issuedOf(app, learnerId), { issuedUntil: until, again: true })
}

type Issued = Awaited<ReturnType<typeof issuedOf>>

function issuedOf(app: App, learnerId: string) {
  return app.db.read({ self: [learnerId] }, (tx) =>
    tx.sql
      .selectFrom('credential')
      .select(['issuer_id', 'event_id as eventId', 'version', 'grant_id'])
      .where('learner_id', '=', learnerId)
      .where('revoked_at', 'is', null)
      .execute(),
  )
}

async function revokeIssued(app: App, issued: Issued, which: Revoking): Promise<void> {
  for (const issuerId of new Set(issued.map((row) => row.issuer_id))) {
    const events = issued.filter((row) => row.issuer_id === issuerId)
    await app.db.write({ issuer: issuerId }, (tx) => revokeCredentials(app, tx, issuerId, events, which))
  }
  forgetTrustState(app)
}

export function credentialTasks(app: App): Record<string, Task> {
  return {
    [unclaimedTask]: (payload) => revokeAllOf(app, payload),
    [renamedTask]: (payload) => reissueAllOf(app, payload),
  }
}

/** Called once, where the application is put together. */
export function followRecord(): void {
  if (!onSuperseded.includes(revokeSuperseded)) onSuperseded.push(revokeSuperseded)
  if (!onUnclaimed.includes(revokeUnclaimed)) onUnclaimed.push(revokeUnclaimed)
  if (!onRenamed.includes(reissueRenamed)) onRenamed.push(reissueRenamed)
}
