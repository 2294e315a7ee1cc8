import { open, readFile, rename } from 'node:fs/promises'
import { z } from 'zod'
import { CommandError, exitCodes } from '../command.ts'

const State = z.object({
  /** The key that signed it, as it was the first time. */
  key: z.string(),
  checkpoint: z.string(),
  /** How many batches were recounted, of those that were published then. */
  recounted: z.array(z.number()).default([]),
})
export type LogState = z.infer<typeof State>

/** What was seen the last time; undefined at the first. */
export async function readState(path: string): Promise<LogState | undefined> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new CommandError(`${path} cannot be read.`, exitCodes.unreadable, { cause })
  }
  try {
    return State.parse(JSON.parse(text))
  } catch (cause) {
    throw new CommandError(`${path} is not the state of a log.`, exitCodes.unreadable, { cause })
  }
}

/** Whole or not at all, and on disk when it resolves: what a witness signed must never be forgotten. */
export async function writeState(path: string, state: LogState): Promise<void> {
  const temporary = `${path}.${process.pid}`
  const file = await open(temporary, 'w', 0o600)
  try {
    await file.writeFile(`${JSON.stringify(state, null, 2)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(temporary, path)
}
