import type { CommittedRow } from '../../log/append-batch.ts'
import type { Writer } from '../../platform/db.ts'
import type { BatchOf } from './staging.ts'

/** Enough that a statement is worth its trip, and few enough that both sides always have something to do. */
const blocksAtOnce = 150
const slicesAhead = 4

/**
 * Writes the events of the classified rows, a slice at a time in the order in which they lie: by learner and event.
 * Gives what was written, for the log to commit to: while it hashes one slice, the database writes the next.
 */
export async function* writeEvents(
  { connection }: Writer,
  { issuerId, batchId }: BatchOf,
  { corrections, at }: { corrections: boolean; at: Date },
): AsyncGenerator<CommittedRow[]> {
  const applied = `(c.verdict = 'added' or ($3 and c.verdict = 'corrected'))`
  const slice = 'c.ctid >= $1::tid and c.ctid < $2::tid'
  const writeSlice = async (from: number) => {
    const place = [`(${from},0)`, `(${from + blocksAtOnce},0)`, corrections]
    await connection.query(
      `insert into learning_event (learner_id, event_id, issuer_id, batch_id, loaded_at, specification_id, award_date,
         award_year, version, centre, provider_ukprn, change, grade, identifier)
       select learner_id, event_id, $4, $5, $6, specification_id, award_date, award_year, version, centre,
         provider_ukprn, change, grade, identifier
       from classified c where ${slice} and ${applied}`,
      [...place, issuerId, batchId, at],
    )
    const { rows } = await connection.query<CommittedRow>(
      `select learner_id as "learnerId", event_id as "eventId", version, content_hash as "contentHash"
       from classified c where ${slice} and ${applied}`,
      place,
    )
    return rows
  }
  const { rows: size } = await connection.query<{ blocks: number }>(
    `select pg_relation_size('classified') / current_setting('block_size')::int as blocks`,
  )
  const blocks = size[0]?.blocks ?? 0
  const slices = Array.from({ length: Math.ceil(blocks / blocksAtOnce) }, (_, index) => index * blocksAtOnce)
  for await (const rows of inAdvance(slices, writeSlice)) if (rows.length > 0) yield rows
}

/** Does one thing after the other without waiting for whoever takes what comes of it, but for so many. */
async function* inAdvance<A, B>(things: readonly A[], act: (thing: A) => Promise<B>): AsyncGenerator<B> {
  const done: B[] = []
  let changed = later()
  let isOver = false
  const acting = (async () => {
    for (const thing of things) {
      while (done.length >= slicesAhead && !isOver) await changed.promise
      if (isOver) return
      done.push(await act(thing))
      changed.tell()
    }
  })().finally(() => {
    isOver = true
    changed.tell()
  })
  acting.catch(() => undefined)
  try {
    for (;;) {
      const next = done.shift()
      if (next !== undefined) {
        changed.tell()
        yield next
      } else if (isOver) break
      else await changed.promise
    }
    await acting
  } finally {
    isOver = true
    changed.tell()
    await acting.catch(() => undefined)
  }

  function later() {
    let resolve = () => {}
    const promise = new Promise<void>((done) => {
      resolve = done
    })
    return {
      promise,
      tell() {
        changed = later()
        resolve()
      },
    }
  }
}
