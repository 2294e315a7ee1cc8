import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { ServerUser } from './server-user.ts'

/** Only a name within the socket's folder: nothing listens on a port. */
const socketName = '.s.PGSQL.5432'
/** `sun_path` with its closing zero holds 108 bytes on Linux and 104 on macOS. */
const longestPath = process.platform === 'linux' ? 107 : 103

export interface Folders {
  readonly data: string
  readonly cluster: string
  readonly socket: string
  readonly log: string
}

export function prepareFolders(dataDir: string, user: ServerUser | undefined): Folders {
  const data = resolve(dataDir)
  mkdirSync(data, { recursive: true, mode: 0o711 })
  return {
    data,
    cluster: clusterFolder(data),
    socket: socketFolder(data, user),
    log: join(data, 'postgres.log'),
  }
}

export function clusterFolder(dataDir: string): string {
  return join(resolve(dataDir), 'postgres')
}

/** A folder that only the server's user may enter: it stands for the password that local connections lack. */
export function makePrivateFolder(path: string, user: ServerUser | undefined): void {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  chmodSync(path, 0o700)
  if (user) chownSync(path, user.uid, user.gid)
}

function socketFolder(data: string, user: ServerUser | undefined): string {
  const inData = join(data, 'run')
  if (Buffer.byteLength(join(inData, socketName)) <= longestPath) {
    makePrivateFolder(inData, user)
    return inData
  }
  const note = join(data, 'run.path')
  const known = existsSync(note) ? readFileSync(note, 'utf8') : undefined
  if (known && isPrivate(known, user)) return known
  const made = mkdtempSync(join(tmpdir(), 'vademecum-'))
  makePrivateFolder(made, user)
  writeFileSync(note, made)
  return made
}

/** The temporary folder is everybody's: after a clean-up somebody else may have taken the name. */
function isPrivate(path: string, user: ServerUser | undefined): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (!found?.isDirectory()) return false
  return found.uid === (user?.uid ?? process.getuid?.()) && (found.mode & 0o077) === 0
}
