import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'

const STANDARDS = resolve(import.meta.dirname, '../../../../shared/standards')

/** The published data of a standard lies beside the project, not in it. */
export function hasShared(path: string): boolean {
  return existsSync(resolve(STANDARDS, path))
}

export function sharedBytes(path: string): Uint8Array {
  return readFileSync(resolve(STANDARDS, path))
}
