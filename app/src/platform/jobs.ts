import { Logger, parseCronItems, run, type Runner } from 'graphile-worker'
import pg from 'pg'
import type { Log } from './log.ts'

export interface JobOptions {
  readonly runAt?: Date
  /** A second job with this key replaces the first while that one waits. */
  readonly key?: string
  readonly maxAttempts?: number
}

export type Task = (payload: unknown) => Promise<void>

/** What a job is added with: a transaction, so that the job is there exactly if the change is. */
export interface JobTransaction {
  readonly connection: Pick<pg.ClientBase, 'query'>
}

export interface Jobs {
  add(tx: JobTransaction, task: string, payload: object, options?: JobOptions): Promise<void>
  addMany(tx: JobTransaction, task: string, payloads: readonly object[]): Promise<void>
  /** Works until stopped; stopping waits for the jobs at hand. */
  work(
    tasks: Readonly<Record<string, Task>>,
    options?: { concurrency?: number },
  ): Promise<{ stop(): Promise<void> }>
  /** Before `work`: adds a job of this task at the times of a cron line (UTC). */
  schedule(task: string, cron: string): void
}

export function openJobs(url: string, log: Log): Jobs {
  const scheduled: Array<{ task: string; match: string }> = []
  return {
    async add(tx, task, payload, options = {}) {
      await tx.connection.query(
        `select graphile_worker.add_job($1, payload := $2::json, run_at := $3, job_key := $4, max_attempts := $5)`,
        [
          task,
          JSON.stringify(payload),
          options.runAt ?? null,
          options.key ?? null,
          options.maxAttempts ?? null,
        ],
      )
    },
    async addMany(tx, task, payloads) {
      if (payloads.length === 0) return
      await tx.connection.query(
        `select count(*) from graphile_worker.add_jobs(array(
           select row($1::text, payload, null, null, null, null, null, null)::graphile_worker.job_spec
           from json_array_elements($2::json) as payload
         ))`,
        [task, JSON.stringify(payloads)],
      )
    },
    schedule(task, match) {
      scheduled.push({ task, match })
    },
    work: (tasks, { concurrency = 2 } = {}) => work(url, log, tasks, scheduled, concurrency),
  }
}

async function work(
  url: string,
  log: Log,
  tasks: Readonly<Record<string, Task>>,
  scheduled: ReadonlyArray<{ task: string; match: string }>,
  concurrency: number,
): Promise<{ stop(): Promise<void> }> {
  // A pool of its own: one connection listens for as long as the worker runs.
  const pool = new pg.Pool({
    connectionString: url,
    max: concurrency + 2,
    application_name: 'vademecum worker',
  })
  pool.on('error', (error) => log.warn({ error }, 'a connection of the worker was lost'))
  pool.on('connect', (client) => client.on('error', () => undefined))
  let runner: Runner
  try {
    runner = await run({
      pgPool: pool,
      concurrency,
      noHandleSignals: true,
      taskList: Object.fromEntries(
        Object.entries(tasks).map(([name, task]) => [name, (payload: unknown) => task(payload)]),
      ),
      parsedCronItems: parseCronItems(scheduled.map((item) => ({ ...item, options: { backfillPeriod: 0 } }))),
      logger: new Logger(() => (level, message, meta) => {
        if (/^(error|warning)$/.test(level)) log.warn({ error: meta?.['error'] }, message)
        else log.debug(message)
      }),
    })
  } catch (error) {
    await pool.end()
    throw error
  }
  return {
    async stop() {
      await runner.stop()
      await pool.end()
    },
  }
}
