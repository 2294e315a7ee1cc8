import { z } from 'zod'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import type { PersonActor } from '../../identity/actor.ts'
import { seal, unseal } from '../../identity/letter.ts'
import type { Writer } from '../../platform/db.ts'
import { jobs } from '../jobs.ts'
import { findSeries, type Series } from './store.ts'

const Look = z.object({
  organisationId: z.string(),
  seriesId: z.string(),
  personId: z.string(),
  personName: z.string(),
  at: z.coerce.date(),
  learnerIds: z.array(z.string()),
})

/** Each candidate will read who saw their result early; not before it is out, or the entry would tell that there is one. */
export async function tellEarlyLook(
  app: App,
  tx: Writer,
  { personId, name }: PersonActor,
  {
    organisationId,
    series,
    learnerIds,
  }: { organisationId: string; series: Series; learnerIds: readonly string[] },
): Promise<void> {
  const { seriesId, releaseAt } = series
  const look = { organisationId, seriesId, personId, personName: name, at: app.now(), learnerIds }
  await app.jobs.add(
    tx,
    jobs.earlyLook,
    { sealed: seal(app, look) },
    { key: `early ${organisationId} ${seriesId} ${personId}`, ...(releaseAt ? { runAt: releaseAt } : {}) },
  )
}

const learnersAtOnce = 1000

/** The job of the release's instant. Where that was moved meanwhile, it waits for the new one. */
export async function recordEarlyLook(app: App, sealed: string): Promise<void> {
  const look = Look.parse(unseal(app, sealed))
  await app.db.write({}, async (tx) => {
    const series = await findSeries(tx, { seriesId: look.seriesId })
    if (!series?.releaseAt) return
    if (!series.isReleased) return app.jobs.add(tx, jobs.earlyLook, { sealed }, { runAt: series.releaseAt })
    for (let from = 0; from < look.learnerIds.length; from += learnersAtOnce) {
      await recordEvent(tx, staff(look.personId, look.personName), {
        action: 'series.seenEarly',
        about: look.learnerIds.slice(from, from + learnersAtOnce),
        permission: 'provider',
        organisationId: look.organisationId,
        thing: { kind: 'series', id: look.seriesId },
        at: look.at,
      })
    }
    return undefined
  })
}

/** Whoever looked, as the log names them: this job has none of their powers. */
function staff(personId: string, name: string): PersonActor {
  return {
    kind: 'person',
    personId,
    name,
    birthDate: '',
    language: 'en',
    learnerIds: [],
    roles: [],
    isOperator: false,
    scopes: [],
    credentialId: personId,
  }
}
