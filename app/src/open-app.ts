import type { App } from './app.ts'
import { followRecord } from './credentials/follow-record.ts'
import { watchFastPath } from './credentials/watch-fast-path.ts'
import { type Clock, systemClock } from './platform/clock.ts'
import type { Config } from './platform/config.ts'
import { openDb } from './platform/db.ts'
import { filesFolder, openFileStore } from './platform/files.ts'
import { openJobs } from './platform/jobs.ts'
import { openMasterKey } from './platform/keys.ts'
import { createLog } from './platform/log.ts'
import { openMail } from './platform/mail.ts'
import { openRateLimit } from './platform/rate-limit.ts'
import { followPublication } from './sharing/follow-publication.ts'
import { showables } from './showables.ts'

/** Opens all that the application needs of the outside, on a database that is running and migrated. */
export function openApp(
  config: Config,
  applicationUrl: string,
  options: { now?: Clock; connections?: number } = {},
): App & { close(): Promise<void> } {
  followRecord()
  const log = createLog(config.logLevel)
  watchFastPath(log)
  const keys = openMasterKey(config)
  const db = openDb(applicationUrl, options)
  return {
    config,
    db,
    keys,
    log,
    files: openFileStore(filesFolder(config.dataFolder)),
    jobs: openJobs(applicationUrl, log),
    mail: openMail(config, db),
    limit: openRateLimit(db.pool, keys),
    showables,
    followPublication,
    now: options.now ?? systemClock,
    close: () => db.close(),
  }
}
