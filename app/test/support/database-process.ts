// Holds the PostgreSQL of a test run. A process of its own, because Vitest, when it is stopped, leaves no time to stop
// anything: here standard input ends whenever the run does, however abruptly.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/start.ts'

const ended = new Promise((resolve) => process.stdin.once('close', resolve).resume())
// Meant for the whole group of processes: the end of the run follows.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})

const dataDir = await mkdtemp(join(tmpdir(), 'vademecum-test-'))
try {
  const server = await startEmbeddedPostgres({ dataDir })
  const { ownerUrl, applicationUrl } = server
  await withoutWaitingForDisk(ownerUrl)
  process.stdout.write(`${JSON.stringify({ ownerUrl, applicationUrl })}\n`)
  await ended
  await server.stop()
} finally {
  await rm(dataDir, { recursive: true, force: true })
}

/** These databases end with the run; what must survive a crash is tested on clusters that wait. */
async function withoutWaitingForDisk(url: string): Promise<void> {
  const { host, database } = new pg.Client({ connectionString: url })
  const client = new pg.Client({ host, database, user: 'postgres' })
  await client.connect()
  try {
    await client.query('alter system set fsync = off')
    await client.query('select pg_reload_conf()')
  } finally {
    await client.end()
  }
}
