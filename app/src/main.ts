import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command, CommanderError } from 'commander'
import { type CommandModule, exitCodes, report } from './commands/command.ts'
import { packageFolder } from './platform/package-folder.ts'

/** The first word of each command, and where it is. Only the one that was typed is loaded. */
const commands: Readonly<Record<string, ReadonlyArray<() => Promise<CommandModule>>>> = {
  serve: [() => import('./commands/serve.ts')],
  migrate: [() => import('./commands/migrate.ts')],
  seed: [() => import('./commands/seed.ts')],
  account: [() => import('./commands/account.ts')],
  token: [() => import('./commands/token.ts')],
  organisation: [() => import('./commands/organisation.ts')],
  import: [() => import('./commands/import.ts'), () => import('./commands/import-qualifications.ts')],
  export: [() => import('./commands/export.ts')],
  centre: [() => import('./commands/centre.ts')],
  backup: [() => import('./commands/backup.ts')],
  restore: [() => import('./commands/restore.ts')],
  doctor: [() => import('./commands/doctor.ts')],
  verify: [() => import('./commands/verify.ts')],
  jose: [() => import('./commands/jose.ts')],
  log: [() => import('./commands/log.ts')],
  bench: [() => import('./commands/bench.ts')],
}

export async function main(words: readonly string[]): Promise<void> {
  const program = new Command('vademecum')
    .description('A learner record and portfolio that belongs to the person')
    .version(version())
    .exitOverride()
    .showHelpAfterError('(--help says how)')
  const named = commands[words[0] ?? '']
  for (const load of named ?? Object.values(commands).flat()) {
    const module = await load()
    module.register(program)
  }
  for (const command of everyCommand(program)) command.exitOverride()
  try {
    await program.parseAsync([...words], { from: 'user' })
  } catch (error) {
    // Commander has said it; help that was asked for is no mistake.
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : exitCodes.usage
    else report(error)
  }
}

function version(): string {
  const description = readFileSync(join(packageFolder(), 'package.json'), 'utf8')
  return (JSON.parse(description) as { version: string }).version
}

function everyCommand(command: Command): Command[] {
  return command.commands.flatMap((child) => [child, ...everyCommand(child)])
}

await main(process.argv.slice(2))
