import { readdirSync, readFileSync } from 'node:fs'

/** From Linux's /proc; undefined elsewhere. */
export interface Use {
  /** Proportional set size: shared pages count once, shared out among those who share them. */
  readonly memory: number
  /** Seconds of processor time since it began, ended children included. */
  readonly processor: number
}

const ticksPerSecond = 100

/** What a process and its children use together. */
export function useOf(pid: number, { children }: { children: boolean }): Use | undefined {
  if (process.platform !== 'linux') return undefined
  const pids = children ? [pid, ...childrenOf(pid)] : [pid]
  const uses = pids.map((each) => ({ memory: memoryOf(each), processor: processorOf(each) }))
  return {
    memory: uses.reduce((sum, { memory }) => sum + memory, 0),
    processor: uses.reduce((sum, { processor }) => sum + processor, 0),
  }
}

/** Of one process, at its highest since it began, in bytes. */
export function peakMemoryOf(pid: number): number | undefined {
  const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`))?.[1]
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(statOf(Number(name))[1]) === parent)
    .map(Number)
}

function memoryOf(pid: number): number {
  const kilobytes = /^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1]
  return Number(kilobytes ?? 0) * 1024
}

function processorOf(pid: number): number {
  const times = statOf(pid).slice(11, 15)
  return times.reduce((sum, ticks) => sum + Number(ticks), 0) / ticksPerSecond
}

/** What follows the name, which may hold spaces and brackets: state, parent, … */
function statOf(pid: number): string[] {
  const stat = read(`/proc/${pid}/stat`)
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

/** A process that has ended meanwhile uses nothing. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
