import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * A process number is used again after a crash or a reboot; together with its start time it is not.
 * `startedAt` is opaque: compare it, do not read it.
 */
export interface ProcessIdentity {
  readonly pid: number
  readonly startedAt: string
}

export function ownIdentity(): ProcessIdentity {
  const found = identityOf(process.pid)
  if (!found) throw new Error('this process does not find itself in the process table')
  return found
}

export function isAlive(identity: ProcessIdentity): boolean {
  return identityOf(identity.pid)?.startedAt === identity.startedAt
}

/** Undefined when there is none, and also for a zombie: it has ended, only its parent has not looked. */
export function identityOf(pid: number): ProcessIdentity | undefined {
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid)
}

export function commandOf(pid: number): string | undefined {
  if (process.platform === 'linux') return readProc(`/proc/${pid}/comm`)?.trim()
  return ps(pid, 'comm=')?.split('/').at(-1)
}

function fromProc(pid: number): ProcessIdentity | undefined {
  const stat = readProc(`/proc/${pid}/stat`)
  if (!stat) return undefined
  // The command stands in brackets and may itself hold brackets and spaces: fields are counted after the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state] = fields
  const startTicks = fields[19]
  if (state === 'Z' || state === 'X' || !startTicks) return undefined
  const boot = readProc('/proc/sys/kernel/random/boot_id')?.trim() ?? ''
  return { pid, startedAt: `${boot}:${startTicks}` }
}

function fromPs(pid: number): ProcessIdentity | undefined {
  const line = ps(pid, 'stat=,lstart=')
  if (!line || line.startsWith('Z')) return undefined
  return { pid, startedAt: line.slice(line.indexOf(' ')).trim() }
}

function ps(pid: number, columns: string): string | undefined {
  try {
    const env = { ...process.env, LC_ALL: 'C' }
    return (
      execFileSync('ps', ['-o', columns, '-p', String(pid)], { encoding: 'utf8', env }).trim() || undefined
    )
  } catch {
    return undefined
  }
}

function readProc(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
