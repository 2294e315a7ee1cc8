import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '../../platform/config.ts'
import type { Load, Plan } from './load.ts'
import type { ArrivalPlan, Arrivals } from './results-day/arrivals.ts'

const program = process.argv[1] ?? ''

export interface Serving {
  readonly origin: string
  readonly pid: number
  stop(): Promise<void>
}

/** The settings of a server that runs for the measurement only. */
export interface Place {
  readonly port: number
  readonly origin: string
  readonly environment: NodeJS.ProcessEnv
}

/** On a database and folder of its own, or as configured, but always at an address of its own. */
export async function placeFor(config: Config, dataFolder: string | undefined): Promise<Place> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const address = { HOST: '127.0.0.1', PORT: String(port), PUBLIC_URL: origin, METRICS_PORT: '' }
  const own = { DATABASE_URL: '', DATABASE_MIGRATION_URL: '', VADEMECUM_MASTER_KEY_FILE: '', NODE_ENV: '' }
  const folder = { VADEMECUM_DATA: dataFolder ?? config.dataFolder, LOG_LEVEL: 'warn' }
  return { port, origin, environment: { ...process.env, ...(dataFolder ? own : {}), ...folder, ...address } }
}

/** `vademecum serve`, as an operator starts it. */
export async function startServing({ origin, environment }: Place): Promise<Serving> {
  const child = spawn(process.execPath, [program, 'serve', '--no-seed'], {
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = once(child, 'exit')
  await Promise.race([
    ready(origin),
    ended.then(() => Promise.reject(new Error('the server ended before it was ready'))),
  ])
  return {
    origin,
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function ready(origin: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`${origin}/readyz`).catch(() => undefined)
    if (answer?.ok) return
    await sleep(20)
  }
}

/** A process that makes requests; `run` gives it one plan at a time. */
export class LoadProcess {
  readonly #child: ChildProcess = fork(program, ['bench', 'load'])
  readonly #ended = once(this.#child, 'exit').then(() => [{ failure: 'the load generator ended' }])

  async run(plan: Plan): Promise<Load>
  async run(plan: ArrivalPlan): Promise<Arrivals>
  async run(plan: Plan | ArrivalPlan): Promise<Load | Arrivals> {
    const answered = once(this.#child, 'message')
    this.#child.send(plan)
    const [message] = (await Promise.race([answered, this.#ended])) as [
      { load: Load | Arrivals } | { failure: string },
    ]
    if ('failure' in message) throw new Error(message.failure)
    return message.load
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  stop(): void {
    this.#child.disconnect()
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}
