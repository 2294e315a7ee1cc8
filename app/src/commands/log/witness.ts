import { cosign, formatSignatureLine } from '@vademecum/transparency-log'
import { CommandError, print } from '../command.ts'
import { follow } from './follow.ts'
import { remoteLog, type RemoteLog, unreachable } from './remote-log.ts'
import { readState, writeState } from './state-file.ts'
import { readWitnessKey } from './witness-key.ts'

export interface WitnessOptions {
  readonly key: string
  readonly state: string
  readonly logKey?: string
  readonly print?: boolean
  readonly json?: boolean
}

/** Cosigns a checkpoint that continues all that this witness has cosigned before; that it did is on disk first. */
export async function witness(url: string, options: WitnessOptions): Promise<void> {
  const { key, sign } = await readWitnessKey(options.key)
  const known = await readState(options.state)
  const log = remoteLog(url)
  const followed = await follow(log, known, options.logKey)
  const { checkpoint } = followed
  await writeState(options.state, {
    key: followed.key,
    checkpoint: followed.note,
    recounted: known?.recounted ?? [],
  })
  const line = formatSignatureLine(
    await cosign(checkpoint.note.text, key.name, key.publicKey, new Date(), sign),
  )
  if (!options.print) await deliver(log, line)
  const done = {
    origin: checkpoint.origin,
    size: checkpoint.size,
    cosignature: line.trimEnd(),
    delivered: !options.print,
  }
  const said = `Cosigned ${checkpoint.origin} at ${checkpoint.size} entries, and delivered it.`
  print(options, done, options.print ? line.trimEnd() : said)
}

async function deliver({ url }: RemoteLog, line: string): Promise<void> {
  let answer: Response
  try {
    answer = await fetch(`${url}/cosignature`, {
      method: 'POST',
      body: line,
      headers: { 'content-type': 'text/plain' },
      signal: AbortSignal.timeout(20_000),
    })
  } catch (cause) {
    throw new CommandError('The cosignature could not be delivered.', unreachable, { cause })
  }
  if (answer.ok) return
  const why = answer.status === 403 ? 'this witness is not listed there' : `it answered ${answer.status}`
  throw new CommandError(`The cosignature was not taken: ${why}.`, unreachable)
}
