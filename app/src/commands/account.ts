import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import type { SystemActor } from '../identity/actor.ts'
import { createAccount } from '../identity/create-account.ts'
import { newRecoveryCode } from '../identity/secret.ts'
import { openApp } from '../open-app.ts'
import type { Config } from '../platform/config.ts'
import { inspectRole } from '../platform/database-role.ts'
import { migrate } from '../platform/migrate.ts'
import { type Language, languages } from '../words.ts'
import { action, CommandError, exitCodes, print, withDatabase } from './command.ts'
import { makeOperator } from './make-operator.ts'

const actor: SystemActor = { kind: 'system', name: 'account create' }

interface Options {
  readonly email: string
  readonly givenName: string
  readonly familyName: string
  readonly birthDate: string
  readonly language: string
  readonly passwordFile?: string
  readonly operator?: boolean
  readonly json?: boolean
}

export function register(program: Command): void {
  const account = program.command('account').description('accounts of people')
  account
    .command('create')
    .description('open an account whose address you know to be theirs; the first one of a new service')
    .requiredOption('--email <address>', 'with which they sign in')
    .requiredOption('--given-name <name>')
    .requiredOption('--family-name <name>')
    .requiredOption('--birth-date <YYYY-MM-DD>')
    .option('--language <code>', `of the pages and letters: ${languages.join(', ')}`, 'en')
    .option('--password-file <file>', 'the password, - for standard input; else one is made and printed')
    .option('--operator', 'they operate this service: admit organisations, help with lost accounts')
    .option('--json', 'print the account as JSON')
    .action(action(create))
}

async function create(config: Config, options: Options): Promise<void> {
  const language = languages.find((known) => known === options.language)
  if (!language) throw new CommandError(`--language is one of ${languages.join(', ')}`, exitCodes.usage)
  const given = options.passwordFile === undefined ? undefined : readPassword(options.passwordFile)
  const password = given ?? newRecoveryCode()
  const personId = await withDatabase(config, async ({ ownerUrl, applicationUrl }) => {
    await migrate(ownerUrl, { applicationRole: (await inspectRole(applicationUrl)).name })
    const id = await open(config, applicationUrl, { ...options, language, password })
    if (options.operator) await makeOperator(ownerUrl, id, new Date())
    return id
  })
  const made = given === undefined ? { password } : {}
  const text = [
    `${options.email} has an account${options.operator ? ' and operates this service' : ''}.`,
    ...(given === undefined ? [`The password, shown only now: ${password}`] : []),
  ].join('\n')
  print(options, { personId, ...made }, text)
}

async function open(
  config: Config,
  applicationUrl: string,
  options: Options & { language: Language; password: string },
): Promise<string> {
  const app = openApp(config, applicationUrl, { connections: 2 })
  try {
    const { email: address, password, givenName, familyName, birthDate, language } = options
    const account = {
      address,
      password,
      givenName,
      familyName,
      birthDate,
      language,
      confirmed: true,
    } as const
    return (await createAccount(app, actor, account)).personId
  } finally {
    await app.close()
  }
}

/** The first line: editors and `echo` end it with one. */
function readPassword(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8').replace(/\r?\n[^]*$/, '')
  } catch (cause) {
    throw new CommandError(`${file} cannot be read.`, exitCodes.unreadable, { cause })
  }
}
