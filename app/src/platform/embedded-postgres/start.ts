import { findBinaries } from './binaries.ts'
import { applicationRole, ensureCluster, ensureDatabase, ownerRole, urlFor } from './cluster.ts'
import { clusterFolder, prepareFolders } from './folders.ts'
import { runningServer, settle, startServer, stopServer } from './server-process.ts'
import { serverUser } from './server-user.ts'

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
  const running = await settle(folders.cluster)
  let server = running
  if (!server) {
    const binaries = findBinaries(folders.data, user)
    await ensureCluster(binaries, folders, user)
    server = await startServer(binaries.postgres, folders, user)
    options.log?.(`Embedded PostgreSQL ${binaries.major} runs in ${folders.cluster}`)
  }
  await ensureDatabase(folders.socket)
  const started = server
  return {
    ownerUrl: urlFor(folders.socket, ownerRole),
    applicationUrl: urlFor(folders.socket, applicationRole),
    startedHere: running === undefined,
    stop: () => stopServer(started),
  }
}

export function embeddedPostgresRuns(dataDir: string): boolean {
  return runningServer(clusterFolder(dataDir)) !== undefined
}

/** Stops whichever server runs there now; it may have been started again since we attached. */
export async function stopEmbeddedPostgres(dataDir: string): Promise<void> {
  const server = await settle(clusterFolder(dataDir))
  if (server) await stopServer(server)
}
