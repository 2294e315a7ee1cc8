import { arch, cpus, platform, release, totalmem } from 'node:os'

export interface Machine {
  readonly processors: number
  readonly model: string
  readonly memory: number
  readonly system: string
  readonly node: string
  readonly postgres: string
  readonly measuredAt: string
}

/** Server, database and load generator run on it together. */
export function machine(postgres: string): Machine {
  return {
    processors: cpus().length,
    model: cpus()[0]?.model.trim() ?? 'unknown',
    memory: totalmem(),
    system: `${platform()} ${release()} ${arch()}`,
    node: process.version,
    postgres,
    measuredAt: new Date().toISOString(),
  }
}
