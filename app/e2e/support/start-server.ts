import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    serverUrl: string
  }
}

const readyWithin = 60_000

/**
 * Vitest's global set-up: the server as people start it, with its demonstration, on a data folder of its own.
 * `E2E_URL` names a running one instead.
 */
export default async function startServer(project: TestProject): Promise<() => Promise<void>> {
  if (process.env.E2E_URL) {
    project.provide('serverUrl', process.env.E2E_URL)
    return async () => {}
  }
  const data = await mkdtemp(join(tmpdir(), 'vademecum-e2e-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const command = fileURLToPath(new URL('../../bin/vademecum.js', import.meta.url))
  const server = spawn(process.execPath, [command, 'serve'], {
    env: {
      ...process.env,
      // Its own database, whatever the behaviour tests were given.
      DATABASE_URL: undefined,
      DATABASE_MIGRATION_URL: undefined,
      NODE_ENV: 'development',
      HOST: '127.0.0.1',
      PORT: String(port),
      PUBLIC_URL: url,
      VADEMECUM_DATA: data,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const keep = (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-20_000)
  }
  server.stdout.on('data', keep)
  server.stderr.on('data', keep)
  const exited = new Promise<void>((resolve) => server.once('close', () => resolve()))
  // When Vitest is itself stopped, it leaves time for no more than this.
  process.once('exit', () => server.kill('SIGTERM'))
  const stop = async () => {
    server.kill('SIGTERM')
    const giveUp = setTimeout(() => server.kill('SIGKILL'), 15_000)
    await exited
    clearTimeout(giveUp)
    await rm(data, { recursive: true, force: true })
  }
  try {
    await ready(url, () => server.exitCode === null && server.signalCode === null)
  } catch (error) {
    await stop()
    throw new Error(`The server did not become ready. It said:\n${said}`, { cause: error })
  }
  project.provide('serverUrl', url)
  return stop
}

async function ready(url: string, alive: () => boolean): Promise<void> {
  const deadline = Date.now() + readyWithin
  while (alive() && Date.now() < deadline) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(alive() ? `No answer within ${readyWithin / 1000} s` : 'It ended by itself')
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const listener = createServer()
    listener.once('error', reject)
    listener.listen(0, '127.0.0.1', () => {
      const address = listener.address()
      listener.close(() => resolve(address && typeof address === 'object' ? address.port : 0))
    })
  })
}
