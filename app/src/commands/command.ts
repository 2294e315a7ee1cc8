import type { Command } from 'commander'
import { AppError } from '../errors.ts'
import { type Config, ConfigError, readConfig } from '../platform/config.ts'
import { attachDatabase } from '../platform/data-folder.ts'
import { wordsFor } from '../words.ts'

/** As in BSD's `sysexits.h`, so that scripts can tell a wrong call from a failure. */
export const exitCodes = { failure: 1, usage: 64, unreadable: 66 } as const

/** What a command stops with: one sentence for the person who typed it. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
  readonly exitCode: number

  constructor(message: string, exitCode: number = exitCodes.failure, options?: ErrorOptions) {
    super(message, options)
    this.exitCode = exitCode
  }
}

export interface CommandModule {
  register(program: Command): void
}

export interface DatabaseUrls {
  /** Owns the tables: migrations, backup. */
  readonly ownerUrl: string
  /** What the application runs as. */
  readonly applicationUrl: string
}

/** Joins or starts the embedded database, or names the server's; leaves it as it was. */
export async function withDatabase<T>(
  config: Pick<Config, 'database' | 'dataFolder'>,
  act: (urls: DatabaseUrls) => Promise<T>,
): Promise<T> {
  if (config.database.kind === 'server') return act(config.database)
  const database = await attachDatabase(config.dataFolder)
  // The server does not hear Ctrl-C: it would run on for nobody. What was not committed is undone.
  const interrupted = (signal: NodeJS.Signals) => {
    void database.leave().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143))
  }
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted)
  try {
    return await act(database)
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted)
    await database.leave()
  }
}

/** For programs with `--json`: one document on standard output. Else text for people. */
export function print(options: { json?: boolean | undefined }, data: unknown, text: string): void {
  process.stdout.write(options.json ? `${JSON.stringify(data)}\n` : `${text}\n`)
}

/** Progress goes to standard error, so that it never mixes with a result. */
export function progress(message: string): void {
  process.stderr.write(`${message}\n`)
}

/** Bold on a terminal that wants it. */
export function strong(text: string): string {
  return process.stdout.isTTY && !process.env['NO_COLOR'] ? `\u001b[1m${text}\u001b[22m` : text
}

/**
 * Wraps a command's action: reads the settings, and turns whatever goes wrong into one sentence and an exit code.
 *
 * @example program.command('migrate').action(action(async (config, options) => { … }))
 */
export function action<Arguments extends unknown[]>(
  act: (config: Config, ...given: Arguments) => Promise<void>,
): (...given: Arguments) => Promise<void> {
  return async (...given) => {
    try {
      await act(readConfig(), ...given)
    } catch (error) {
      report(error)
    }
  }
}

export function report(error: unknown): void {
  process.stderr.write(`${sentenceOf(error)}\n`)
  if (process.env['LOG_LEVEL'] === 'debug' && error instanceof Error) process.stderr.write(`${error.stack}\n`)
  process.exitCode = exitCodeOf(error)
}

export function exitCodeOf(error: unknown): number {
  if (error instanceof CommandError) return error.exitCode
  if (error instanceof ConfigError) return exitCodes.usage
  return exitCodes.failure
}

export function sentenceOf(error: unknown): string {
  if (error instanceof AppError) {
    const words = wordsFor('en')
    const problems = error.problems.map(({ field, key, values }) => `${field}: ${words.say(key, values)}`)
    return problems.length > 0 ? problems.join('\n') : words.say(error.key, error.values)
  }
  if (!(error instanceof Error)) return String(error)
  // Node says several failed addresses of one host as an error without a message of its own.
  if (error instanceof AggregateError && !error.message) return sentenceOf(error.errors[0])
  return error.message
}
