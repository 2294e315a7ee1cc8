import { Command, CommanderError } from 'commander'
import { type CommandModule, exitCodes, report } from './commands/command.ts'

/** The first word of each command, and where it is. Only the one that was typed is loaded. */
const commands: Readonly<Record<string, ReadonlyArray<() => Promise<CommandModule>>>> = {
  migrate: [() => import('./commands/migrate.ts')],
  backup: [() => import('./commands/backup.ts')],
  restore: [() => import('./commands/restore.ts')],
  doctor: [() => import('./commands/doctor.ts')],
}

export async function main(words: readonly string[]): Promise<void> {
  const program = new Command('vademecum')
    .description('A learner record and portfolio that belongs to the person')
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

function everyCommand(command: Command): Command[] {
  return command.commands.flatMap((child) => [child, ...everyCommand(child)])
}

await main(process.argv.slice(2))
