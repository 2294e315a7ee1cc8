import { accessSync, constants, lstatSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** PostgreSQL refuses to run as root. `nobody` has a passwd entry everywhere, which it asks for. */
const nobody = 65534

/** The user to start the server as: undefined means as ourselves. */
export interface ServerUser {
  readonly uid: number
  readonly gid: number
}

export function serverUser(): ServerUser | undefined {
  return process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : undefined
}

/** Whether that user can read and run a file: every folder above must let it through. */
export function canExecute(path: string, user: ServerUser | undefined): boolean {
  try {
    if (user) return allows(path, user, 0o5) && canEnter(dirname(path), user)
    accessSync(path, constants.R_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}

export function canEnter(folder: string, user: ServerUser | undefined): boolean {
  if (!user) return true
  if (!allows(folder, user, 0o1)) return false
  return folder === dirname(folder) || canEnter(dirname(folder), user)
}

function allows(path: string, user: ServerUser, bits: number): boolean {
  const { mode, uid, gid } = lstatSync(path).isSymbolicLink() ? statSync(path) : lstatSync(path)
  const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0
  return ((mode >> shift) & bits) === bits
}
