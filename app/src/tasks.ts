import type { App } from './app.ts'
import { identityTasks } from './identity/tasks.ts'
import type { Task } from './platform/jobs.ts'
import { clearRateLimits } from './platform/rate-limit.ts'

/** What the worker can do, by the name under which a verb adds the job. Jobs are shallow: they call a verb. */
export function tasksOf(app: App): Record<string, Task> {
  return {
    ...identityTasks(app),
    'rate-limits.clear': async () => clearRateLimits(app.db.pool, app.now()),
  }
}

/** What happens by the clock. */
export function scheduleTasks(app: App): void {
  app.jobs.schedule('rate-limits.clear', '17 * * * *')
}
