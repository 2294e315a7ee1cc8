import type { Command } from 'commander'
import { openApp } from '../open-app.ts'
import { inspectRole } from '../platform/database-role.ts'
import { migrate } from '../platform/migrate.ts'
import { action, CommandError, print, withDatabase } from './command.ts'
import { demonstrationPassword, people } from './seed/cast.ts'
import { isEmpty, seed, signInTable } from './seed/seed.ts'

export function register(program: Command): void {
  program
    .command('seed')
    .description('put the demonstration into an empty database; refused in production')
    .option('--json', 'print the accounts as JSON')
    .action(
      action(async (config, options: { json?: boolean }) => {
        if (config.production) throw new CommandError('There is no demonstration in production.')
        await withDatabase(config, async ({ ownerUrl, applicationUrl }) => {
          await migrate(ownerUrl, { applicationRole: (await inspectRole(applicationUrl)).name })
          if (!(await isEmpty(ownerUrl)))
            throw new CommandError('The database is not empty: nothing was changed.')
          const app = openApp(config, applicationUrl)
          try {
            await seed(app, ownerUrl)
          } finally {
            await app.close()
          }
        })
        const accounts = Object.values(people).map(({ email, what }) => ({ email, what }))
        print(options, { password: demonstrationPassword, accounts }, signInTable(config))
      }),
    )
}
