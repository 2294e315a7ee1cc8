import {
  isContinued,
  LogError,
  type OpenedCheckpoint,
  openCheckpoint,
  parseVerifierKey,
} from '@vademecum/transparency-log'
import { CommandError, exitCodes } from '../command.ts'
import type { RemoteLog } from './remote-log.ts'
import type { LogState } from './state-file.ts'

export interface Followed {
  readonly key: string
  readonly note: string
  readonly checkpoint: OpenedCheckpoint
  /** Undefined at the first time. */
  readonly sizeBefore: number | undefined
}

/**
 * The newest checkpoint of a log, once it is signed by the log's key and continues what was seen before. Whatever does not
 * fit ends the command with 1: it is what an audit is made to find.
 */
export async function follow(log: RemoteLog, known: LogState | undefined, given?: string): Promise<Followed> {
  if (known && given !== undefined && given !== known.key) {
    throw new CommandError('The key is not the one in the state file.', exitCodes.usage)
  }
  const key = known?.key ?? given ?? (await log.text('key')).trim()
  const note = await log.text('checkpoint')
  return judged(async () => {
    const verifier = parseVerifierKey(key)
    const checkpoint = await openCheckpoint(note, verifier)
    if (!known) return { key, note, checkpoint, sizeBefore: undefined }
    const before = await openCheckpoint(known.checkpoint, verifier)
    if (!(await isContinued(before, checkpoint, log.tile))) {
      throw inconsistent(
        `The log was rewritten: at ${checkpoint.size} entries it does not begin with what it was at ${before.size}.`,
      )
    }
    return { key, note, checkpoint, sizeBefore: before.size }
  })
}

export function inconsistent(message: string, cause?: unknown): CommandError {
  return new CommandError(message, exitCodes.failure, { cause })
}

/** What the log says and does not fit is a finding, not a mistake of ours. */
export async function judged<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof LogError) throw inconsistent(`The log does not hold: ${error.message}.`, error)
    throw error
  }
}
