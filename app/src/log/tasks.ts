import { z } from 'zod'
import type { App } from '../app.ts'
import type { Task } from '../platform/jobs.ts'
import { jobs } from './jobs.ts'
import { sequence, sequenceAll } from './sequence.ts'

const Log = z.object({ issuerId: z.string() })

/** The jobs of the log, by name: each calls a verb. */
export function logTasks(app: App): Record<string, Task> {
  return {
    [jobs.sequence]: (payload) => sequence(app, Log.parse(payload)),
    [jobs.sequenceAll]: () => sequenceAll(app),
  }
}
