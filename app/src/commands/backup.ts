import { resolve } from 'node:path'
import type { Command } from 'commander'
import { backUp } from '../platform/backup/backup.ts'
import { filesFolder } from '../platform/files.ts'
import { expectedKeyId, masterKeyPath } from '../platform/keys.ts'
import { action, print, progress, withDatabase } from './command.ts'

export function register(program: Command): void {
  program
    .command('backup')
    .description(
      'copy database and files to a folder, as they are at one moment; the server may go on running',
    )
    .argument('<dir>', 'an empty folder, or one that is to be made')
    .option('--json', 'print the digest as JSON')
    .action(
      action(async (config, dir: string, options: { json?: boolean }) => {
        const folder = resolve(dir)
        const { digest, tables, files } = await withDatabase(config, ({ ownerUrl }) =>
          backUp({
            ownerUrl,
            folder,
            filesFolder: filesFolder(config.dataFolder),
            masterKeyId: expectedKeyId(config),
            log: progress,
          }),
        )
        const rows = tables.reduce((sum, table) => sum + table.rows, 0)
        progress(
          `The master key is not in the backup: keep ${masterKeyPath(config)} somewhere else, and safe.`,
        )
        print(
          options,
          { digest, folder, rows, files: files.count, masterKeyIncluded: false },
          `${rows} rows and ${files.count} files are in ${folder}.\nDigest ${digest}`,
        )
      }),
    )
}
