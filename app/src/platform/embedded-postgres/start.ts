import { setTimeout as sleep } from 'node:timers/promises'
import type { ProcessIdentity } from '../process-identity.ts'
import { findBinaries } from './binaries.ts'
import { applicationRole, ensureCluster, ensureDatabase, ownerRole, urlFor } from './cluster.ts'
import { clusterFolder, type Folders, prepareFolders } from './folders.ts'
import { runningServer, settle, startServer, stopServer } from './server-process.ts'
import { type ServerUser, serverUser } from './server-user.ts'

export interface EmbeddedPostgres {
  /** Owns the tables and migrates them. */
  readonly ownerUrl: string
  /** Owns nothing: what the application runs as. */
  readonly applicationUrl: string
  /** False when the server ran already and we joined it. */
  readonly startedHere: boolean
  /** Stops the server for everybody; who shares a data folder leaves through `data-folder.ts`. */
  stop(): Promise<void>
}

/**
 * Starts the PostgreSQL that comes from npm on a data folder, or joins the one that already runs there.
 * Two processes must not do so at the same time: `data-folder.ts` sees to that.
 */
export async function startEmbeddedPostgres(options: {
  dataDir: string
  log?: (message: string) => void
}): Promise<EmbeddedPostgres> {
  const user = serverUser()
  const folders = prepareFolders(options.dataDir, user)
  const deadline = Date.now() + 30_000
  let startedHere = false
  for (;;) {
    const running = await settle(folders.cluster)
    startedHere ||= running === undefined
    const server = running ?? (await startNew(folders, user, options.log))
    try {
      await ensureDatabase(folders.socket)
      return {
        ownerUrl: urlFor(folders.socket, ownerRole),
        applicationUrl: urlFor(folders.socket, applicationRole),
        startedHere,
        stop: () => stopServer(server),
      }
    } catch (error) {
      // One that was just killed looks alive until the kernel has cleared it away.
      if (!isPassing(error) || Date.now() > deadline) throw error
      await sleep(30)
    }
  }
}

async function startNew(
  folders: Folders,
  user: ServerUser | undefined,
  log: ((message: string) => void) | undefined,
): Promise<ProcessIdentity> {
  const binaries = findBinaries(folders.data, user)
  await ensureCluster(binaries, folders, user)
  const server = await startServer(binaries.postgres, folders, user)
  log?.(`Embedded PostgreSQL ${binaries.major} runs in ${folders.cluster}`)
  return server
}

/** No socket, nobody behind it, cut off, or (SQLSTATE class 57) on the way up or down. */
function isPassing(error: unknown): boolean {
  const { code } = error as { code?: string }
  return (
    /^(ENOENT|ECONNREFUSED|ECONNRESET|EPIPE|57P0[1-3])$/.test(code ?? '') || /terminated/.test(String(error))
  )
}

export function embeddedPostgresRuns(dataDir: string): boolean {
  return runningServer(clusterFolder(dataDir)) !== undefined
}

/** Stops whichever server runs there now; it may have been started again since we attached. */
export async function stopEmbeddedPostgres(dataDir: string): Promise<void> {
  const server = await settle(clusterFolder(dataDir))
  if (server) await stopServer(server)
}
