import type { Command } from 'commander'
import { inspectRole } from '../platform/database-role.ts'
import { migrate } from '../platform/migrate.ts'
import { action, print, progress, withDatabase } from './command.ts'

export function register(program: Command): void {
  program
    .command('migrate')
    .description('bring the database to this release: tables, policies, and what the application may do')
    .option('--json', 'print what was applied as JSON')
    .action(
      action(async (config, options: { json?: boolean }) => {
        const applied = await withDatabase(config, async ({ ownerUrl, applicationUrl }) => {
          const { name } = await inspectRole(applicationUrl)
          return migrate(ownerUrl, { applicationRole: name, log: progress })
        })
        print(options, { applied }, applied.length === 0 ? 'Nothing to do.' : `${applied.length} applied.`)
      }),
    )
}
