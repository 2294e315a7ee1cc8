import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { commandOf, identityOf, isAlive, type ProcessIdentity } from '../process-identity.ts'
import type { Folders } from './folders.ts'
import type { ServerUser } from './server-user.ts'
import { settings } from './settings.ts'

const longestLog = 10 * 1024 * 1024

/**
 * How the server is told its folders. Started as root it becomes another user, who may not be let through the folders
 * above (`/root` is closed to all): it gets the two folders as open files and names them by number.
 */
export interface FolderArguments {
  readonly cluster: string
  readonly socket: string
  readonly open: readonly number[]
}

export function folderArguments(
  cluster: string,
  socket: string,
  user: ServerUser | undefined,
): FolderArguments {
  if (!user || process.platform !== 'linux') return { cluster, socket, open: [] }
  const open = [openSync(cluster, 'r'), openSync(socket, 'r')]
  return { cluster: '/proc/self/fd/3', socket: '/proc/self/fd/4', open }
}

/** The server that has this cluster open, if one runs. */
export function runningServer(cluster: string): { process: ProcessIdentity; status: string } | undefined {
  const lines = readPostmasterFile(cluster)
  const process = identityOf(Number(lines?.[0]))
  if (!lines || !process || commandOf(process.pid) !== 'postgres') return undefined
  return { process, status: lines[7]?.trim() ?? 'starting' }
}

/**
 * Starts the server in a session of its own, so that Ctrl-C in the terminal reaches only us and we stop it in order.
 * Resolves once it takes connections.
 */
export async function startServer(
  postgres: string,
  folders: Folders,
  user: ServerUser | undefined,
): Promise<ProcessIdentity> {
  // After a `kill -9` the last children of the former server may still hold its memory for a moment.
  const deadline = Date.now() + 30_000
  for (;;) {
    const attempt = await tryStart(postgres, folders, user)
    if ('pid' in attempt) return attempt
    const mayPass = /shared memory block|lock file|recovery|starting up/.test(attempt.said)
    if (!mayPass || Date.now() > deadline) {
      throw new Error(`The embedded PostgreSQL did not start (${folders.log}):\n${attempt.said}`)
    }
    await sleep(50)
  }
}

async function tryStart(
  postgres: string,
  folders: Folders,
  user: ServerUser | undefined,
): Promise<ProcessIdentity | { said: string }> {
  // A number that by now belongs to another program, or to nobody, must not keep the server from starting.
  // The server's own check of its shared memory still stands against two at once.
  if (readPostmasterFile(folders.cluster) && !runningServer(folders.cluster)) {
    rmSync(join(folders.cluster, 'postmaster.pid'), { force: true })
  }
  const logStart = trimmedLogSize(folders.log)
  const log = openSync(folders.log, 'a', 0o600)
  const paths = folderArguments(folders.cluster, folders.socket, user)
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(postgres, ['-D', paths.cluster, '-k', paths.socket, ...options], {
    ...user,
    cwd: '/',
    detached: true,
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' },
    stdio: ['ignore', log, log, ...paths.open],
  })
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', () => resolve(readFrom(folders.log, logStart)))
  })
  child.unref()
  for (const fd of [log, ...paths.open]) closeSync(fd)
  const said = await Promise.race([ended, whenReady(folders.cluster, child.pid)])
  const started = child.pid === undefined ? undefined : identityOf(child.pid)
  return said === undefined && started ? started : { said: said ?? readFrom(folders.log, logStart) }
}

async function whenReady(cluster: string, pid: number | undefined): Promise<undefined> {
  for (;;) {
    const running = runningServer(cluster)
    if (running?.process.pid === pid && running?.status === 'ready') return
    if (pid === undefined || !identityOf(pid)) return
    await sleep(8)
  }
}

/** Waits for a server that somebody else is starting, or that is on its way out. */
export async function settle(cluster: string): Promise<ProcessIdentity | undefined> {
  for (;;) {
    const running = runningServer(cluster)
    if (!running || running.status === 'ready') return running?.process
    await sleep(20)
  }
}

/** Ends connections, writes everything out and stops. */
export async function stopServer(server: ProcessIdentity): Promise<void> {
  if (!isAlive(server)) return
  process.kill(server.pid, 'SIGINT')
  while (isAlive(server)) await sleep(8)
}

function readPostmasterFile(cluster: string): string[] | undefined {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return undefined
  }
}

function readFrom(log: string, start: number): string {
  try {
    return readFileSync(log).subarray(start).toString('utf8').trim()
  } catch {
    return 'it left no log'
  }
}

function trimmedLogSize(path: string): number {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size <= longestLog) return size
  rmSync(path)
  return 0
}
