import { spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { Binaries } from './binaries.ts'
import { type Folders, makePrivateFolder } from './folders.ts'
import { folderArguments } from './server-process.ts'
import type { ServerUser } from './server-user.ts'

export const ownerRole = 'vademecum_owner'
export const applicationRole = 'vademecum_app'
export const databaseName = 'vademecum'
/** Makes the two roles and is not used for anything else. */
const superuser = 'postgres'

/** Makes the cluster if there is none. One that was cut short under way is begun again. */
export async function ensureCluster(
  binaries: Binaries,
  folders: Folders,
  user: ServerUser | undefined,
): Promise<void> {
  const versionFile = join(folders.cluster, 'PG_VERSION')
  if (existsSync(versionFile)) {
    const major = Number(readFileSync(versionFile, 'utf8'))
    if (major === binaries.major) return
    throw new Error(
      `${folders.data} holds a database of PostgreSQL ${major}; this release brings PostgreSQL ${binaries.major}. ` +
        'Run `vademecum backup DIR` with the release that wrote it, then `vademecum restore DIR` with this one ' +
        'into an empty data folder.',
    )
  }
  removeUnfinished(folders.data)
  const unfinished = mkdtempSync(join(folders.data, unfinishedPrefix))
  makePrivateFolder(unfinished, user)
  await initialise(binaries.initdb, unfinished, folders, user)
  renameSync(unfinished, folders.cluster)
  const data = openSync(folders.data, 'r')
  fsyncSync(data)
  closeSync(data)
}

const unfinishedPrefix = 'postgres.unfinished-'

/** What a killed start left. Its `initdb` may still be writing there: then it stays until the next time. */
function removeUnfinished(data: string): void {
  for (const name of readdirSync(data)) {
    if (!name.startsWith(unfinishedPrefix)) continue
    try {
      rmSync(join(data, name), { recursive: true, force: true })
    } catch {}
  }
}

async function initialise(
  initdb: string,
  unfinished: string,
  folders: Folders,
  user: ServerUser | undefined,
): Promise<void> {
  const paths = folderArguments(unfinished, folders.socket, user)
  const child = spawn(
    initdb,
    [
      ...['-D', paths.cluster, '-U', superuser, '--auth=trust', '--encoding=UTF8', '--data-checksums'],
      // The collation of PostgreSQL itself: the same on every machine, and no index spoils with the system's library.
      ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-locale', '--no-instructions'],
    ],
    {
      ...user,
      cwd: '/',
      env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'pipe', ...paths.open],
    },
  )
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  }).finally(() => paths.open.forEach((fd) => closeSync(fd)))
  if (code !== 0) throw new Error(`The embedded PostgreSQL could not make its database:\n${said.trim()}`)
}

/** The two roles and the database; each is made where it is missing, so that a cut-short first start is no harm. */
export async function ensureDatabase(socket: string): Promise<void> {
  const client = new pg.Client({ host: socket, user: superuser, database: 'postgres' })
  await client.connect()
  try {
    const { rows } = await client.query<{ roles: string[]; database: boolean }>(
      `select array(select rolname::text from pg_roles) as roles,
              exists (select from pg_database where datname = $1) as database`,
      [databaseName],
    )
    const roles = rows[0]?.roles ?? []
    if (!roles.includes(ownerRole)) await client.query(`create role ${ownerRole} login createdb`)
    if (!roles.includes(applicationRole)) await client.query(`create role ${applicationRole} login`)
    if (!rows[0]?.database) {
      await client.query(`create database ${databaseName} owner ${ownerRole}`)
    }
  } finally {
    await client.end()
  }
}

export function urlFor(socket: string, role: string): string {
  return `postgresql:///${databaseName}?host=${encodeURIComponent(socket)}&user=${role}`
}
