import { createReadStream, type ReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { CommandError, exitCodes } from './command.ts'

export async function openFile(path: string): Promise<ReadStream> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) throw new CommandError(`${path} cannot be read.`, exitCodes.unreadable)
  return createReadStream(path)
}
