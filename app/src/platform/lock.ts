import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive, ownIdentity, type ProcessIdentity } from './process-identity.ts'

export interface Holder extends ProcessIdentity {
  readonly purpose: string
}

export type LockResult =
  | { readonly held: true; release(): void }
  | { readonly held: false; readonly by: Holder }

/**
 * A lock between processes that a `kill -9` cannot leave behind: it names its holder's process and start time, and
 * counts for nothing once that has ended.
 *
 * Node has no `flock`, and removing a dead holder's file is a race (two may judge the same file, the slower removes
 * the faster one's new lock). So nothing is judged and removed: each lock is a file with a number, `serve.41`; who
 * finds 41 dead makes 42, which only one can. The highest number is never removed, only marked as free, so a slow
 * process that still makes a lower number sees the higher one and steps back.
 */
export function tryLock(folder: string, name: string, purpose: string): LockResult {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const own: Holder = { ...ownIdentity(), purpose }
  for (;;) {
    const highest = numbersOf(folder, name).at(-1) ?? 0
    const holder = highest > 0 ? readHolder(join(folder, `${name}.${highest}`)) : undefined
    if (holder && isAlive(holder)) return { held: false, by: holder }
    const number = highest + 1
    if (!create(folder, name, number, own)) continue
    const numbers = numbersOf(folder, name)
    if (numbers.at(-1) !== number) {
      rmSync(join(folder, `${name}.${number}`))
      continue
    }
    for (const lower of numbers.slice(0, -1)) rmSync(join(folder, `${name}.${lower}`), { force: true })
    return { held: true, release: () => markFree(folder, name, number) }
  }
}

/** Waits for its turn: for short work only. */
export async function lock(folder: string, name: string, purpose: string): Promise<{ release(): void }> {
  for (;;) {
    const result = tryLock(folder, name, purpose)
    if (result.held) return result
    await sleep(15)
  }
}

function numbersOf(folder: string, name: string): number[] {
  return readdirSync(folder)
    .filter((file) => file.startsWith(`${name}.`) && /^\d+$/.test(file.slice(name.length + 1)))
    .map((file) => Number(file.slice(name.length + 1)))
    .sort((a, b) => a - b)
}

/** The file appears with its content, or not at all: a link to a file that is written. */
function create(folder: string, name: string, number: number, holder: Holder): boolean {
  const draft = join(folder, `.${name}.${holder.pid}.${number}.draft`)
  writeFileSync(draft, JSON.stringify(holder), { mode: 0o600 })
  try {
    linkSync(draft, join(folder, `${name}.${number}`))
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

function markFree(folder: string, name: string, number: number): void {
  const draft = join(folder, `.${name}.${process.pid}.${number}.free`)
  writeFileSync(draft, 'free')
  renameSync(draft, join(folder, `${name}.${number}`))
}

/** Undefined for a free one, and for one that was replaced while we looked. */
function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder
  } catch {
    return undefined
  }
}
