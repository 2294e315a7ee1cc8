import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { announce } from '../../identity/announce.ts'
import { paths } from '../../paths.ts'
import type { Writer } from '../../platform/db.ts'
import { jobs } from '../jobs.ts'

const first = '00000000-0000-0000-0000-000000000000'
/** Each is named to the second wall, which looks at all of them for each row: few of them take the least in all. */
const learnersInAPiece = 100
/** Results of one morning come from several organisations; one letter says that there is something new. */
const hoursOneLetterServes = 12

/**
 * Tells the people whose record has something new: in their log, and by a letter that names neither the result nor the
 * person. Who wants to know signs in. So many letters a minute and no more, over all that was released; each piece is a
 * transaction with its letters and how far it came, so that whatever ends the job, nobody is told twice or not at all.
 */
export async function notifyLearners(app: App): Promise<void> {
  let isMore = true
  while (isMore) isMore = await app.db.write({}, (tx) => tellPiece(app, tx))
}

interface Notice {
  readonly issuer_id: string
  readonly batch_id: string
  readonly after: string | null
}

async function tellPiece(app: App, tx: Writer): Promise<boolean> {
  const minute = new Date(Math.floor(app.now().getTime() / 60_000) * 60_000)
  const left = await lettersLeft(app, tx, minute)
  const notice = await oldestNotice(tx)
  if (!notice) return false
  if (left <= 0) {
    await app.jobs.add(tx, jobs.notify, {}, { key: jobs.notify, runAt: new Date(minute.getTime() + 60_000) })
    return false
  }
  const { issuer_id: issuerId, batch_id: batchId } = notice
  await tx.raise({ issuer: issuerId })
  const learnerIds = await releasedLearners(tx, notice)
  const owned = await ownersOf(tx, learnerIds)
  const told = owned.slice(0, left)
  await tell(app, tx, notice, told)
  await tx.connection.query('update notice_pace set letters = letters + $2 where minute = $1', [
    minute,
    told.length,
  ])
  const cut = told.length < owned.length
  const isDone = !cut && learnerIds.length < learnersInAPiece
  const after = cut ? told.at(-1)?.learner_id : learnerIds.at(-1)
  await tx.sql
    .updateTable('release_notice')
    .set({ after: after ?? notice.after, done_at: isDone ? app.now() : null })
    .where('issuer_id', '=', issuerId)
    .where('batch_id', '=', batchId)
    .execute()
  return true
}

/** Also keeps two workers apart: the second waits for the row of this minute. */
async function lettersLeft(app: App, { connection }: Writer, minute: Date): Promise<number> {
  await connection.query(`select pg_advisory_xact_lock(hashtextextended('release notices', 0))`)
  const { rows } = await connection.query<{ letters: number }>(
    `insert into notice_pace as pace (minute, letters) values ($1, 0)
     on conflict (minute) do update set letters = pace.letters returning letters`,
    [minute],
  )
  await connection.query('delete from notice_pace where minute < $1', [minute])
  return app.config.noticesPerMinute - (rows[0]?.letters ?? 0)
}

async function oldestNotice({ connection }: Writer): Promise<Notice | undefined> {
  const { rows } = await connection.query<Notice>(
    `select issuer_id, batch_id, after from release_notice where done_at is null
     order by added_at, batch_id limit 1`,
  )
  return rows[0]
}

/** By the database's clock, like every look at a result. */
async function releasedLearners({ connection }: Writer, notice: Notice): Promise<string[]> {
  const { rows } = await connection.query<{ learner_id: string }>(
    `select distinct e.learner_id from learning_event e
     where e.issuer_id = $1 and e.batch_id = $2 and e.learner_id > $3
       and exists (select from release r where r.issuer_id = $1 and r.batch_id = $2 and r.release_at <= now())
     order by e.learner_id limit $4`,
    [notice.issuer_id, notice.batch_id, notice.after ?? first, learnersInAPiece],
  )
  return rows.map((row) => row.learner_id)
}

interface Owner {
  readonly learner_id: string
  readonly person_id: string
}

async function ownersOf(tx: Writer, learnerIds: readonly string[]): Promise<Owner[]> {
  if (learnerIds.length === 0) return []
  await tx.raise({ providerFor: learnerIds })
  const { rows } = await tx.connection.query<Owner>(
    `select learner_id, person_id from learner_of_person where learner_id = any($1::uuid[]) order by learner_id`,
    [learnerIds],
  )
  return rows
}

async function tell(
  app: App,
  tx: Writer,
  { issuer_id: issuerId, batch_id: batchId }: Notice,
  owners: readonly Owner[],
): Promise<void> {
  if (owners.length === 0) return
  const learnerIds = owners.map((owner) => owner.learner_id)
  await tx.raise({ self: [...learnerIds, ...new Set(owners.map((owner) => owner.person_id))] })
  const { rows } = await tx.connection.query<{ owner_id: string }>(
    `select distinct owner_id from audit_event
     where owner_id = any($1::uuid[]) and at > $2 and action = 'results.released'`,
    [learnerIds, new Date(app.now().getTime() - hoursOneLetterServes * 3_600_000)],
  )
  const lately = new Set(rows.map((row) => row.owner_id))
  const toldLately = new Set(
    owners.filter((owner) => lately.has(owner.learner_id)).map((owner) => owner.person_id),
  )
  await recordEvent(
    tx,
    { kind: 'system', name: 'release' },
    {
      action: 'results.released',
      about: learnerIds,
      permission: 'issuer',
      organisationId: issuerId,
      thing: { kind: 'batch', id: batchId },
      at: app.now(),
    },
  )
  for (const personId of new Set(owners.map((owner) => owner.person_id))) {
    if (toldLately.has(personId)) continue
    await announce(app, tx, personId, 'resultsReleased', {}, paths.record())
  }
}
