import type { App } from '../../app.ts'
import type { Reader, Writer } from '../../platform/db.ts'
import { jobs } from '../jobs.ts'
import { lockIssuer } from '../lock-issuer.ts'
import { type Registered, registeredAmong } from '../register/candidates.ts'
import { candidatesOfRows } from './candidates-of-rows.ts'
import { type HeldPerson, judgeHeld } from './judge-held.ts'
import { type MatchedRow, saveMatches, type WaitingRow, waitingRows } from './store.ts'

const rowsAtOnce = 100
/** Nobody decides so fast; on results day the next file is loading meanwhile. */
const secondsBetween = 2
const learnersAtOnce = 50

/**
 * Says of the rows of a file that wait who could be meant, a piece at a time: two questions to the register for each, and
 * a job for the next, so that nothing waits long for the issuer's turn.
 */
export async function matchHeldOfBatch(
  app: App,
  { issuerId, batchId, after = 0 }: { issuerId: string; batchId: string; after?: number | undefined },
): Promise<void> {
  await app.db.write({ issuer: issuerId, ingest: true }, async (tx) => {
    await lockIssuer(tx, issuerId)
    const rows = await tx.named<{ event_id: string; row_number: number }>(
      'held rows of a batch',
      `select event_id, row_number from held_result
       where issuer_id = $1 and batch_id = $2 and attached_at is null and row_number > $3
       order by row_number limit $4`,
      [issuerId, batchId, after, rowsAtOnce],
    )
    await matchEvents(
      app,
      tx,
      issuerId,
      rows.map(({ event_id }) => event_id),
    )
    const last = rows.at(-1)
    if (rows.length < rowsAtOnce || !last) return
    const runAt = new Date(app.now().getTime() + secondsBetween * 1000)
    await app.jobs.add(tx, jobs.matchHeld, { issuerId, batchId, after: last.row_number }, { runAt })
  })
}

/** The same for rows that could mean these learners, or could before: they came to the register, or changed in it. */
export async function matchHeldNear(app: App, learnerIds: readonly string[]): Promise<void> {
  for (let from = 0; from < learnerIds.length; from += learnersAtOnce) {
    const some = learnerIds.slice(from, from + learnersAtOnce)
    const near = await app.db.read({ ingest: true }, (tx) => eventsNear(tx, some))
    for (const [issuerId, eventIds] of near) {
      for (let first = 0; first < eventIds.length; first += rowsAtOnce) {
        await app.db.write({ issuer: issuerId, ingest: true }, async (tx) => {
          await lockIssuer(tx, issuerId)
          await matchEvents(app, tx, issuerId, eventIds.slice(first, first + rowsAtOnce))
        })
      }
    }
  }
}

/** Under the issuer's lock, with `ingest`. A decision that stands is left alone. */
export async function matchEvents(
  app: App,
  tx: Writer,
  issuerId: string,
  eventIds: readonly string[],
): Promise<void> {
  if (eventIds.length === 0) return
  const waiting = (await waitingRows(tx, issuerId, eventIds)).filter(
    ({ state, isOfDecision }) => state !== 'attached' || !isOfDecision,
  )
  const candidates = await candidatesOf(tx, issuerId, waiting)
  const rows = waiting.map((row, place): MatchedRow => {
    const isNone = row.choice === 'none' && row.isOfDecision
    const { state, meant } = judgeHeld(row, candidates[place] ?? [], new Set(isNone ? row.ruledOut : []))
    const { eventId, batchId, decisions } = row
    return {
      ...{ eventId, batchId, decisions, row: row.row },
      state: isNone && state === 'none' ? 'setAside' : state,
      candidates: meant.map(({ candidate, heldReasons }) => ({
        learnerId: candidate.learnerId,
        reasons: heldReasons,
      })),
    }
  })
  const matched = rows.map(({ eventId }) => eventId)
  await saveMatches(tx, issuerId, matched, rows, app.now())
}

/** Of rows that say the same of their learner, as those of one candidate do, one is asked for. */
async function candidatesOf(
  tx: Reader,
  issuerId: string,
  rows: readonly WaitingRow[],
): Promise<Registered[][]> {
  const people = [...new Map(rows.map((row) => [keyOf(row), row])).values()]
  const found = await candidatesOfRows(tx, issuerId, people)
  const byKey = new Map(people.map((person, place) => [keyOf(person), found[place] ?? []]))
  return rows.map((row) => byKey.get(keyOf(row)) ?? [])
}

const keyOf = ({ identifier, givenNameKey, familyNameKey, birthDate, gender, postcodeKey }: HeldPerson) =>
  JSON.stringify([identifier, givenNameKey, familyNameKey, birthDate, gender, postcodeKey])

type Near = HeldPerson & { issuerId: string; eventId: string; learnerId: string }

/** By the three ways in which the rules come to somebody; what is left of them is compared here. */
async function eventsNear(tx: Reader, learnerIds: readonly string[]): Promise<Map<string, string[]>> {
  const row = `h.issuer_id as "issuerId", h.event_id as "eventId", l.learner_id as "learnerId", h.identifier,
    h.given_name_key as "givenNameKey", h.family_name_key as "familyNameKey", h.birth_date as "birthDate", h.gender,
    h.postcode_key as "postcodeKey"`
  const near = await tx.named<Near>(
    'held rows near learners',
    `select ${row} from learner l join held_result h on h.birth_date = l.birth_date and h.attached_at is null
       where l.learner_id = any($1::uuid[])
     union all
     select ${row} from learner l join held_result h on h.postcode_key = l.postcode_key and h.attached_at is null
       and h.postcode_key not in ('', 'ZZ999ZZ')
       where l.learner_id = any($1::uuid[])
     union all
     select ${row} from learner l join held_result h on h.identifier = l.uln and h.attached_at is null
       where l.learner_id = any($1::uuid[])`,
    [[...learnerIds]],
  )
  const before = await tx.named<{ issuerId: string; eventId: string }>(
    'held rows that had candidates',
    `select issuer_id as "issuerId", event_id as "eventId" from held_candidate where learner_id = any($1::uuid[])`,
    [[...learnerIds]],
  )
  const events = new Map<string, Set<string>>()
  const note = ({ issuerId, eventId }: { issuerId: string; eventId: string }) => {
    events.set(issuerId, (events.get(issuerId) ?? new Set()).add(eventId))
  }
  before.forEach(note)
  for (const issuerId of new Set(near.map((each) => each.issuerId))) {
    const learners = new Map(
      (await registeredAmong(tx, issuerId, { learnerIds })).map((learner) => [learner.learnerId, learner]),
    )
    for (const each of near) {
      const learner = each.issuerId === issuerId ? learners.get(each.learnerId) : undefined
      if (learner && judgeHeld(each, [learner]).state === 'possible') note(each)
    }
  }
  return new Map([...events].map(([issuerId, ids]) => [issuerId, [...ids].sort()]))
}
