import { serve as listen, type ServerType } from '@hono/node-server'
import closeWithGrace from 'close-with-grace'
import type { Command } from 'commander'
import type { App } from '../app.ts'
import { openApp } from '../open-app.ts'
import type { Config } from '../platform/config.ts'
import { attachDatabase, claimDataFolder, keepDatabaseRunning } from '../platform/data-folder.ts'
import { ensureSafeRole, inspectRole } from '../platform/database-role.ts'
import { createMetrics, type Metrics, serveMetrics } from '../platform/metrics.ts'
import { migrate } from '../platform/migrate.ts'
import { loadCatalogue } from '../record/qualifications/catalogue.ts'
import { createServer } from '../server.ts'
import { scheduleTasks, tasksOf } from '../tasks.ts'
import { action, type DatabaseUrls, strong } from './command.ts'
import { isEmpty, seed, signInTable } from './seed/seed.ts'

export function register(program: Command): void {
  program
    .command('serve')
    .description('run the server, and the worker for its jobs, until stopped')
    .option('--no-seed', 'leave an empty database empty')
    .option('--no-worker', 'answer requests only; jobs are worked on by another process')
    .action(action((config, options: { seed: boolean; worker: boolean }) => serve(config, options)))
}

/** What has to be undone at the end, the last opened first. */
class Opened {
  readonly #closings: Array<() => unknown> = []
  add(close: () => unknown): void {
    this.#closings.push(close)
  }
  async close(): Promise<void> {
    for (let close = this.#closings.pop(); close; close = this.#closings.pop()) await close()
  }
}

async function serve(config: Config, options: { seed: boolean; worker: boolean }): Promise<void> {
  const opened = new Opened()
  try {
    const { app, isNew } = await open(config, options, opened)
    say(config, isNew)
    closeWithGrace({ delay: 15_000, logger: false }, async ({ err }) => {
      if (err) app.log.error({ err }, 'stopping after an error')
      await opened.close()
    })
  } catch (error) {
    await opened.close()
    throw error
  }
}

async function open(
  config: Config,
  options: { seed: boolean; worker: boolean },
  opened: Opened,
): Promise<{ app: App; isNew: boolean }> {
  const claimed = claimDataFolder(config.dataFolder, 'vademecum serve')
  opened.add(() => claimed.release())
  const urls = await openDatabase(config, opened)
  const { name } = await inspectRole(urls.applicationUrl)
  await migrate(urls.ownerUrl, { applicationRole: name })
  if (config.production) await ensureSafeRole(urls.applicationUrl)

  const app = openApp(config, urls.applicationUrl)
  opened.add(() => app.close())
  const isNew = options.seed && !config.production && (await isEmpty(urls.ownerUrl))
  if (isNew) await seed(app, urls.ownerUrl)
  await refreshSchemes(app, opened)
  if (options.worker) {
    scheduleTasks(app)
    const worker = await app.jobs.work(tasksOf(app))
    opened.add(() => worker.stop())
  }
  const pool = app.db.pool
  const metrics = createMetrics(() => ({
    total: pool.totalCount,
    idle: pool.idleCount,
    waiting: pool.waitingCount,
  }))
  if (config.metricsPort !== undefined) {
    const metricsServer = await serveMetrics(metrics, config.metricsPort, config.host)
    opened.add(() => metricsServer.close())
  }
  await answerRequests(config, app, metrics, opened)
  return { app, isNew }
}

/** Lines are drawn with the grading schemes as this process last read them. */
async function refreshSchemes(app: App, opened: Opened): Promise<void> {
  const read = () => app.db.read({}, (tx) => loadCatalogue(tx))
  await read()
  const again = setInterval(() => void read().catch(() => undefined), 60_000)
  opened.add(() => clearInterval(again))
}

async function openDatabase(config: Config, opened: Opened): Promise<DatabaseUrls> {
  if (config.database.kind === 'server') return config.database
  const database = await attachDatabase(config.dataFolder)
  opened.add(() => database.leave())
  const keeper = keepDatabaseRunning(config.dataFolder, (message) => process.stderr.write(`${message}\n`))
  opened.add(() => keeper.stop())
  return database
}

async function answerRequests(config: Config, app: App, metrics: Metrics, opened: Opened): Promise<void> {
  const server = createServer(app, metrics)
  const listening = await new Promise<ServerType>((resolve, reject) => {
    const http = listen({ fetch: server.fetch, hostname: config.host, port: config.port }, () =>
      resolve(http),
    )
    http.once('error', reject)
  })
  opened.add(
    () =>
      new Promise<void>((resolve) => {
        listening.close(() => resolve())
        if ('closeIdleConnections' in listening) listening.closeIdleConnections()
      }),
  )
}

function say(config: Config, isNew: boolean): void {
  const lines = [`\nVademecum answers at ${strong(config.publicUrl)}`]
  if (!config.production) {
    if (isNew) lines.push('A small demonstration with made-up people was put into the empty database.')
    lines.push(signInTable(config), 'Ctrl-C stops it.')
  }
  process.stdout.write(`${lines.join('\n')}\n`)
}
