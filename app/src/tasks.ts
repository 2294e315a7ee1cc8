import { forgetKeys } from './api/idempotency.ts'
import type { App } from './app.ts'
import { credentialTasks } from './credentials/follow-record.ts'
import { identityTasks } from './identity/tasks.ts'
import { jobs as logJobs } from './log/jobs.ts'
import { logTasks } from './log/tasks.ts'
import { clearUnfinishedFiles, filesFolder } from './platform/files.ts'
import type { Task } from './platform/jobs.ts'
import { clearRateLimits } from './platform/rate-limit.ts'
import { recordTasks } from './record/tasks.ts'
import { sharingTasks } from './sharing/tell-recipient.ts'

/** What the worker can do, by the name under which a verb adds the job. Jobs are shallow: they call a verb. */
export function tasksOf(app: App): Record<string, Task> {
  return {
    ...identityTasks(app),
    ...credentialTasks(app),
    ...logTasks(app),
    ...recordTasks(app),
    ...sharingTasks(app),
    'files.clear-unfinished': async () => clearUnfinishedFiles(filesFolder(app.config.dataFolder), app.now()),
    'idempotency.clear': async () => forgetKeys(app),
    'rate-limits.clear': async () => clearRateLimits(app.db.pool, app.now()),
  }
}

/** What happens by the clock. */
export function scheduleTasks(app: App): void {
  app.jobs.schedule('rate-limits.clear', '17 * * * *')
  app.jobs.schedule('idempotency.clear', '29 * * * *')
  app.jobs.schedule('files.clear-unfinished', '41 3 * * *')
  app.jobs.schedule(logJobs.sequenceAll, '*/10 * * * *')
  app.jobs.schedule('record.forgetRegistrations', '53 3 * * *')
  // Whatever ended the job that tells of released results: what is left goes on.
  app.jobs.schedule('record.notify', '* * * * *')
}
