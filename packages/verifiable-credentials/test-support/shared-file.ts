import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'

const STANDARDS = resolve(import.meta.dirname, '../../../../shared/standards')

/** The published data of a standard lies beside the project, not in it. */
export function hasShared(folder: string): boolean {
  return existsSync(sharedFolder(folder))
}

export function sharedFolder(folder: string): string {
  return resolve(STANDARDS, folder)
}

export function sharedText(path: string): string {
  return readFileSync(resolve(STANDARDS, path), 'utf8')
}
