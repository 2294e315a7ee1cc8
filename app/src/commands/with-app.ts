import type { App } from '../app.ts'
import { openApp } from '../open-app.ts'
import type { Config } from '../platform/config.ts'
import { inspectRole } from '../platform/database-role.ts'
import { migrate } from '../platform/migrate.ts'
import { withDatabase } from './command.ts'

/** The application on a database that is brought up to date first, for a command that calls a verb. */
export function withApp<T>(config: Config, act: (app: App) => Promise<T>): Promise<T> {
  return withDatabase(config, async ({ ownerUrl, applicationUrl }) => {
    await migrate(ownerUrl, { applicationRole: (await inspectRole(applicationUrl)).name })
    const app = openApp(config, applicationUrl, { connections: 3 })
    try {
      return await act(app)
    } finally {
      await app.close()
    }
  })
}
