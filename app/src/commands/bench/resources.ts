import type { Config } from '../../platform/config.ts'
import { clusterFolder } from '../../platform/embedded-postgres/folders.ts'
import { runningServer } from '../../platform/embedded-postgres/server-process.ts'
import { rounded } from './figures.ts'
import { type Use, useOf } from './processes.ts'

/** The processes at work; a database server elsewhere is not ours to look into. */
export interface Processes {
  readonly server: number
  readonly generator: number
  readonly database: number | undefined
}

export interface ProcessorCost {
  readonly server: number
  readonly database: number | undefined
  readonly generator: number
}

export function processesOf(config: Config, server: number, generator: number): Processes {
  const embedded = config.database.kind === 'embedded'
  const found = embedded ? runningServer(clusterFolder(config.dataFolder)) : undefined
  return { server, generator, database: found?.process.pid }
}

type Uses = Readonly<Record<keyof Processes, Use | undefined>>

export function used({ server, generator, database }: Processes): Uses {
  return {
    server: useOf(server, { children: false }),
    generator: useOf(generator, { children: false }),
    database: database === undefined ? undefined : useOf(database, { children: true }),
  }
}

/** Server and database together. */
export function memoryOf(processes: Processes): number | undefined {
  const { server, database } = used(processes)
  return server && database && server.memory + database.memory
}

/** Milliseconds a request since then. */
export function costSince(processes: Processes, before: Uses, requests: number): ProcessorCost | undefined {
  const after = used(processes)
  const each = (who: keyof Processes) => {
    const [then, now] = [before[who], after[who]]
    return then && now && rounded(((now.processor - then.processor) * 10_000) / Math.max(1, requests)) / 10
  }
  const [server, generator] = [each('server'), each('generator')]
  if (server === undefined || generator === undefined) return undefined
  return { server, database: each('database'), generator }
}
