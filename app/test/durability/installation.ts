import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll } from 'vitest'
import type { App } from '../../src/app.ts'
import { withDatabase } from '../../src/commands/command.ts'
import { withApp } from '../../src/commands/with-app.ts'
import { type Config, readConfig } from '../../src/platform/config.ts'
import { Browser } from '../support/browser.ts'

export const program = fileURLToPath(new URL('../../bin/vademecum.js', import.meta.url))

export interface Ended {
  readonly code: number | null
  readonly output: string
  readonly errors: string
}

/** Vademecum as an operator has it: a data folder, and the processes of the command line. */
export class Installation {
  readonly folder: string
  readonly origin: string
  readonly config: Config
  readonly environment: NodeJS.ProcessEnv
  #server: ChildProcess | undefined
  /** What the server has written so far. */
  output = ''

  constructor(folder: string, port: number, settings: Record<string, string> = {}) {
    this.folder = folder
    this.origin = `http://127.0.0.1:${port}`
    const own = {
      VADEMECUM_DATA: join(folder, 'data'),
      HOST: '127.0.0.1',
      PORT: String(port),
      PUBLIC_URL: this.origin,
      LOG_LEVEL: 'error',
      ...settings,
    }
    this.config = readConfig(own)
    const path = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' }
    this.environment = { ...path, ...own }
  }

  /** Resolves with the milliseconds until it answered. */
  async start(): Promise<number> {
    const startedAt = performance.now()
    const server = spawn(process.execPath, [program, 'serve'], { env: this.environment })
    this.#server = server
    this.output = ''
    for (const stream of [server.stdout, server.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (this.output += text))
    }
    for (;;) {
      if (server.exitCode !== null) throw new Error(`serve ended: ${this.output}`)
      const answer = await fetch(`${this.origin}/readyz`).catch(() => undefined)
      if (answer?.ok) return performance.now() - startedAt
      await sleep(20)
    }
  }

  /** As the operator stops it. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const server = this.#running()
    if (!server) return null
    const ended = once(server, 'exit')
    server.kill(signal)
    await ended
    return server.exitCode
  }

  /** `kill -9`, of all of them in one go. */
  async kill(who: 'both' | 'database' = 'both'): Promise<void> {
    const server = who === 'both' ? this.#running() : undefined
    const ended = server && once(server, 'exit')
    for (const pid of [...(server?.pid ? [server.pid] : []), ...this.databaseProcesses()]) killIfThere(pid)
    await ended
  }

  #running(): ChildProcess | undefined {
    const server = this.#server
    return server?.exitCode === null && server.signalCode === null ? server : undefined
  }

  /** The server of the embedded database, and its children. */
  databaseProcesses(): number[] {
    const postmaster = Number(read(join(this.config.dataFolder, 'postgres/postmaster.pid')).split('\n')[0])
    if (!(postmaster > 0) || !read(`/proc/${postmaster}/cmdline`).includes('postgres')) return []
    return [postmaster, ...childrenOf(postmaster)]
  }

  /** A command of the same installation. */
  async run(...words: readonly string[]): Promise<Ended> {
    const child = spawn(process.execPath, [program, ...words], { env: this.environment })
    let [output, errors] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
    await once(child, 'close')
    return { code: child.exitCode, output, errors }
  }

  visitor(): Browser {
    return new Browser({ request: (request) => fetch(request, { redirect: 'manual' }) }, this.origin)
  }

  /** What a command of ours could do, for what a test arranges. */
  arrange<T>(act: (app: App) => Promise<T>): Promise<T> {
    return withApp(this.config, act)
  }

  /** Behind the application's back, past row-level security. */
  async query<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return withDatabase(this.config, async ({ ownerUrl }) => {
      const client = new pg.Client({ connectionString: ownerUrl, options: '-c app.backup=on' })
      await client.connect()
      try {
        return (await client.query<Row>(text, [...values])).rows
      } finally {
        await client.end()
      }
    })
  }
}

/** An empty one; what is left of it goes when the test file ends. */
export async function newInstallation(settings: Record<string, string> = {}): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), 'vademecum-durability-'))
  const made = new Installation(folder, await freePort(), settings)
  afterAll(async () => {
    await made.stop()
    await made.kill()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  })
  return made
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === parent)
    .map(Number)
}

function parentOf(pid: string): number {
  const stat = read(`/proc/${pid}/stat`)
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {} // it has ended meanwhile
}
