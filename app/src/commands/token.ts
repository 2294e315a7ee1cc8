import type { Command } from 'commander'
import type { SystemActor } from '../identity/actor.ts'
import { createTokenOf, type TokenMade } from '../identity/api-token.ts'
import { type Scope, scopes } from '../identity/scopes.ts'
import { openApp } from '../open-app.ts'
import type { Config } from '../platform/config.ts'
import { action, CommandError, exitCodes, print, withDatabase } from './command.ts'

const actor: SystemActor = { kind: 'system', name: 'token create' }

const usualDays = 90
const mostDays = 365
const dayMs = 24 * 60 * 60 * 1000

interface Options {
  readonly account: string
  readonly scope?: readonly string[]
  readonly label: string
  readonly days: string
  readonly json?: boolean
}

export function register(program: Command): void {
  const token = program.command('token').description('access for programs')
  token
    .command('create')
    .description('make a token that speaks for an account; its person reads that it was made')
    .requiredOption('--account <address>', 'with which they sign in')
    .option('--scope <scope>', `what it may do, once for each: ${scopes.join(', ')}`, collect)
    .option('--label <text>', 'what it is for', 'Made by the operator')
    .option('--days <number>', `for how long, at most ${mostDays}`, String(usualDays))
    .option('--json', 'print the token as JSON')
    .action(action(create))
}

function collect(scope: string, others: readonly string[] = []): string[] {
  return [...others, scope]
}

async function create(config: Config, options: Options): Promise<void> {
  const wanted: readonly string[] = options.scope ?? scopes
  const unknown = wanted.filter((scope) => !scopes.includes(scope as Scope))
  if (unknown.length > 0) {
    throw new CommandError(`No scope ${unknown.join(', ')}: there are ${scopes.join(', ')}.`, exitCodes.usage)
  }
  const days = Number(options.days)
  if (!Number.isInteger(days) || days < 1 || days > mostDays) {
    throw new CommandError(`--days is a whole number from 1 to ${mostDays}.`, exitCodes.usage)
  }
  const made = await withDatabase(config, ({ applicationUrl }) =>
    make(config, applicationUrl, { account: options.account, label: options.label, scopes: wanted, days }),
  )
  print(options, { token: made.token, tokenId: made.tokenId }, made.token)
}

async function make(
  config: Config,
  applicationUrl: string,
  wanted: Pick<Options, 'account' | 'label'> & { scopes: readonly string[]; days: number },
): Promise<TokenMade> {
  const app = openApp(config, applicationUrl, { connections: 2 })
  try {
    const { account, label, days, scopes: chosen } = wanted
    const expiresAt = new Date(app.now().getTime() + days * dayMs)
    return await createTokenOf(app, actor, account, { label, scopes: chosen, expiresAt })
  } finally {
    await app.close()
  }
}
