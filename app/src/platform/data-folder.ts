import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  embeddedPostgresRuns,
  startEmbeddedPostgres,
  stopEmbeddedPostgres,
} from './embedded-postgres/start.ts'
import { lock, tryLock } from './lock.ts'
import { isAlive, ownIdentity, type ProcessIdentity } from './process-identity.ts'

/** Somebody else holds the data folder, and who. */
export class DataFolderBusyError extends Error {
  override readonly name = 'DataFolderBusyError'
}

const locks = (dataFolder: string) => join(dataFolder, 'locks')
const attachments = (dataFolder: string) => join(dataFolder, 'attached')

/** `serve` and `restore` want the folder for themselves; other commands only attach to its database. */
export function claimDataFolder(dataFolder: string, purpose: string): { release(): void } {
  mkdirSync(dataFolder, { recursive: true, mode: 0o711 })
  const result = tryLock(locks(dataFolder), 'holder', purpose)
  if (result.held) return result
  const { by } = result
  throw new DataFolderBusyError(
    `The data folder ${dataFolder} is in use by \`${by.purpose}\`, process ${by.pid}: stop that one, or set VADEMECUM_DATA.`,
  )
}

export interface AttachedDatabase {
  readonly ownerUrl: string
  readonly applicationUrl: string
  /** Stops the server if nobody else is attached. */
  leave(): Promise<void>
}

let attachedHere = 0

/** Joins the folder's embedded database, or starts it. Who was killed does not count as attached. */
export async function attachDatabase(
  dataFolder: string,
  log?: (message: string) => void,
): Promise<AttachedDatabase> {
  const own = ownIdentity()
  attachedHere += 1
  const note = join(attachments(dataFolder), `${own.pid}-${attachedHere}`)
  mkdirSync(dataFolder, { recursive: true, mode: 0o711 })
  const turn = await lock(locks(dataFolder), 'database', 'start the database')
  try {
    const server = await startEmbeddedPostgres({ dataDir: dataFolder, ...(log && { log }) })
    mkdirSync(attachments(dataFolder), { recursive: true, mode: 0o700 })
    writeFileSync(note, JSON.stringify(own))
    const { ownerUrl, applicationUrl } = server
    return { ownerUrl, applicationUrl, leave: () => leave(dataFolder, note) }
  } finally {
    turn.release()
  }
}

/**
 * Starts the database again when it ends though we are attached (killed, out of memory). `serve` does this; the
 * connections of its pool come back by themselves.
 */
export function keepDatabaseRunning(
  dataFolder: string,
  log: (message: string) => void,
): { stop(): Promise<void> } {
  let turn: Promise<void> = Promise.resolve()
  let checking = false
  const timer = setInterval(() => {
    if (checking || embeddedPostgresRuns(dataFolder)) return
    checking = true
    turn = restart(dataFolder, log)
      .catch((error: Error) => log(error.message))
      .finally(() => {
        checking = false
      })
  }, 250)
  timer.unref()
  return {
    async stop() {
      clearInterval(timer)
      await turn
    },
  }
}

async function restart(dataFolder: string, log: (message: string) => void): Promise<void> {
  const turn = await lock(locks(dataFolder), 'database', 'start the database')
  try {
    const server = await startEmbeddedPostgres({ dataDir: dataFolder })
    if (server.startedHere) log('The embedded database had ended and was started again.')
  } finally {
    turn.release()
  }
}

async function leave(dataFolder: string, note: string): Promise<void> {
  const turn = await lock(locks(dataFolder), 'database', 'stop the database')
  try {
    rmSync(note, { force: true })
    if (!someoneIsAttached(dataFolder)) await stopEmbeddedPostgres(dataFolder)
  } finally {
    turn.release()
  }
}

function someoneIsAttached(dataFolder: string): boolean {
  let someone = false
  for (const name of readdirSync(attachments(dataFolder))) {
    const path = join(attachments(dataFolder), name)
    const identity = readIdentity(path)
    if (identity && isAlive(identity)) someone = true
    else rmSync(path, { force: true })
  }
  return someone
}

/** Undefined where a crash cut the writing short. */
function readIdentity(path: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ProcessIdentity
  } catch {
    return undefined
  }
}
