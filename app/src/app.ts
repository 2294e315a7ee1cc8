import type { Config } from './platform/config.ts'
import type { Db } from './platform/db.ts'
import type { FileStore } from './platform/files.ts'
import type { Jobs } from './platform/jobs.ts'
import type { MasterKey } from './platform/keys.ts'
import type { Log } from './platform/log.ts'
import type { Mail } from './platform/mail.ts'
import type { RateLimit } from './platform/rate-limit.ts'
import type { FollowPublication } from './portfolio/page/publish-page.ts'
import type { Showables } from './portfolio/showable.ts'

/** All that a verb needs of the outside, passed along explicitly. */
export interface App {
  readonly config: Config
  readonly db: Db
  readonly files: FileStore
  readonly jobs: Jobs
  readonly keys: MasterKey
  readonly log: Log
  readonly mail: Mail
  readonly limit: RateLimit
  /** What a portfolio page can show, by kind. */
  readonly showables: Showables
  /** What sharing does when a page is published, in the same transaction. */
  readonly followPublication: FollowPublication
  now(): Date
}
