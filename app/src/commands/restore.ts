import { resolve } from 'node:path'
import type { Command } from 'commander'
import { readManifest, restore, verifyBackup } from '../platform/backup/restore.ts'
import type { Config } from '../platform/config.ts'
import { claimDataFolder } from '../platform/data-folder.ts'
import { inspectRole } from '../platform/database-role.ts'
import { filesFolder } from '../platform/files.ts'
import { expectedKeyId, expectKey, masterKeyPath } from '../platform/keys.ts'
import { action, CommandError, exitCodes, print, progress, withDatabase } from './command.ts'

export function register(program: Command): void {
  program
    .command('restore')
    .description('fill an empty database and data folder from a backup, and check that they are equal')
    .argument('<dir>', 'the folder that `backup` wrote')
    .option('--json', 'print the digest as JSON')
    .action(
      action(async (config, dir: string, options: { json?: boolean }) => {
        const folder = resolve(dir)
        const manifest = await readManifest(folder).catch((cause: Error) => {
          throw new CommandError(`${folder} holds no backup: ${cause.message}`, exitCodes.unreadable, {
            cause,
          })
        })
        ensureSameKey(config, manifest.masterKeyId)
        progress('Checking the backup')
        await verifyBackup(folder, manifest).catch((cause: Error) => {
          throw new CommandError(`The backup is damaged: ${cause.message}`, exitCodes.unreadable, { cause })
        })
        const { digest } = await alone(config, () =>
          withDatabase(config, async ({ ownerUrl, applicationUrl }) => {
            const { name: applicationRole } = await inspectRole(applicationUrl)
            const target = { ownerUrl, applicationRole, filesFolder: filesFolder(config.dataFolder) }
            return restore({ ...target, folder, log: progress }, manifest)
          }),
        )
        holdToKey(config, manifest.masterKeyId)
        print(options, { digest, folder }, `Restored and equal.\nDigest ${digest}`)
      }),
    )
}

async function alone<T>(config: Config, act: () => Promise<T>): Promise<T> {
  const claim = claimDataFolder(config.dataFolder, 'vademecum restore')
  return act().finally(() => claim.release())
}

/** Under another key the files and signing keys that come back could not be read. */
function ensureSameKey(config: Config, needed: string | null): void {
  const present = expectedKeyId(config)
  if (!needed || !present || needed === present) return
  throw new CommandError(
    `The backup needs master key ${needed}, but ${masterKeyPath(config)} is key ${present}: put the right one there.`,
  )
}

function holdToKey(config: Config, needed: string | null): void {
  if (!needed || expectedKeyId(config)) return
  expectKey(config.dataFolder, needed)
  progress(
    `Before you start the server put master key ${needed} at ${masterKeyPath(config)}: a backup leaves it out.`,
  )
}
