import { print, progress } from '../command.ts'
import { follow } from './follow.ts'
import { recount } from './recount.ts'
import { remoteLog } from './remote-log.ts'
import { readState, writeState } from './state-file.ts'

export interface AuditOptions {
  readonly state: string
  readonly key?: string
  readonly recount?: boolean
  readonly json?: boolean
}

/** Keeps the last checkpoint that it saw, and only ever replaces it by one that continues it. */
export async function audit(url: string, options: AuditOptions): Promise<void> {
  const known = await readState(options.state)
  const log = remoteLog(url)
  const { key, note, checkpoint, sizeBefore } = await follow(log, known, options.key)
  const before = known?.recounted ?? []
  const counted = options.recount
    ? await recount(log, checkpoint, before, (index) => progress(`Recounted entry ${index}`))
    : { indices: [], statements: 0, hidden: 0 }
  await writeState(options.state, { key, checkpoint: note, recounted: [...before, ...counted.indices] })
  const { origin, size } = checkpoint
  const found = {
    consistent: true,
    origin,
    size,
    sizeBefore: sizeBefore ?? null,
    ...(options.recount && {
      recounted: counted.indices.length,
      statements: counted.statements,
      notPublished: counted.hidden,
    }),
  }
  const grown =
    sizeBefore === undefined
      ? `${origin}: ${size} entries, seen for the first time.`
      : `${origin}: ${size} entries; nothing of the ${sizeBefore} that were there has changed.`
  const recounted = options.recount
    ? `\nRecounted ${counted.indices.length} batches with ${counted.statements} statements; ${counted.hidden} are not published.`
    : ''
  print(options, found, `${grown}${recounted}`)
}
