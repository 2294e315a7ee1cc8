import { cpus } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '../../platform/config.ts'
import { clusterFolder } from '../../platform/embedded-postgres/folders.ts'
import { runningServer } from '../../platform/embedded-postgres/server-process.ts'
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

interface Uses extends Readonly<Record<keyof Processes, Use | undefined>> {
  /** Seconds of processor time: of all that run on this machine, and what there was of it. */
  readonly machine: { readonly busy: number; readonly all: number }
}

export function used({ server, generator, database }: Processes): Uses {
  return {
    machine: machineTime(),
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

/** Which share of the machine's processors went to others than ourselves: figures taken beside them say less. */
export function takenByOthers(processes: Processes, before: Uses): number | undefined {
  const after = used(processes)
  const ours = (uses: Uses) =>
    (uses.server?.processor ?? 0) + (uses.generator?.processor ?? 0) + (uses.database?.processor ?? 0)
  if (!after.server || !after.database) return undefined
  const busy = after.machine.busy - before.machine.busy - (ours(after) - ours(before))
  return Math.max(0, hundredths(busy / (after.machine.all - before.machine.all)))
}

/** Waits until the machine is nearly idle for two seconds. */
export async function calm(): Promise<void> {
  for (;;) {
    const before = machineTime()
    await sleep(2_000)
    const after = machineTime()
    if ((after.busy - before.busy) / (after.all - before.all) < 0.1) return
  }
}

function machineTime(): Uses['machine'] {
  const times = cpus().map((each) => each.times)
  const all = times.reduce((sum, { user, nice, sys, idle, irq }) => sum + user + nice + sys + idle + irq, 0)
  const idle = times.reduce((sum, each) => sum + each.idle, 0)
  return { busy: (all - idle) / 1000, all: all / 1000 }
}

/** Milliseconds a request since then. */
export function costSince(processes: Processes, before: Uses, requests: number): ProcessorCost | undefined {
  const after = used(processes)
  const each = (who: keyof Processes) => {
    const [then, now] = [before[who], after[who]]
    return then && now && hundredths(((now.processor - then.processor) * 1000) / Math.max(1, requests))
  }
  const [server, generator] = [each('server'), each('generator')]
  if (server === undefined || generator === undefined) return undefined
  return { server, database: each('database'), generator }
}

const hundredths = (number: number) => Math.round(number * 100) / 100
