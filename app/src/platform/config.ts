import { existsSync, realpathSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { z } from 'zod'
import { noProxies, readTrustedProxies, type TrustedProxies } from './client-address.ts'

export interface Config {
  readonly production: boolean
  readonly host: string
  readonly port: number
  /** The origin that people type, without a slash at its end. */
  readonly publicUrl: string
  /** A second origin for what people upload; without it files leave as attachments from the first. */
  readonly filesUrl: string | undefined
  /** Whose `X-Forwarded-For` is believed; without it nobody's. */
  readonly trustedProxies: TrustedProxies
  readonly dataFolder: string
  readonly database: DatabaseConfig
  readonly masterKeyFile: string | undefined
  readonly smtpUrl: string | undefined
  readonly mailFrom: string
  /** Who reads the mail that is kept because no server sends it. */
  readonly keptMail: 'thisMachine' | 'anyone'
  readonly metricsPort: number | undefined
  /** How many letters may tell of released results in a minute: a country's come out on one morning. */
  readonly noticesPerMinute: number
  /** The largest file that somebody can send, in bytes. */
  readonly maxUpload: number
  readonly logLevel: LogLevel
  /** Whether the interface for outside test suites of credentials is there; never in production. */
  readonly vcApi: boolean
}

export type DatabaseConfig =
  | { readonly kind: 'embedded' }
  | { readonly kind: 'server'; readonly applicationUrl: string; readonly ownerUrl: string }

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

export interface SettingProblem {
  readonly setting: string
  readonly problem: string
}

/** Everything that is wrong with the settings, at once. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly SettingProblem[]

  constructor(problems: readonly SettingProblem[]) {
    const lines = problems.map(({ setting, problem }) => `  ${setting}: ${problem}`)
    super(
      `${problems.length === 1 ? 'A setting is' : `${problems.length} settings are`} wrong:\n${lines.join('\n')}`,
    )
    this.problems = problems
  }
}

const port = (example: string) =>
  z
    .string()
    .refine((text) => /^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) < 65536, {
      error: `is not a port number from 1 to 65535, for example ${example}`,
    })
    .transform(Number)

const origin = (example: string) =>
  z
    .string()
    .refine((text) => isOrigin(text), {
      error: `is not an origin (scheme, host and port, no path), for example ${example}`,
    })
    .transform((text) => new URL(text).origin)

const byteUnits = { kB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 } as const
const byteSize = /^(\d{1,6}) ?(kB|MB|GB)$/
const bytes = z
  .string()
  .regex(byteSize, { error: 'is not a size with its unit, for example 512 MB' })
  .transform((text) => {
    const [, count, unit] = byteSize.exec(text) ?? []
    return Number(count) * byteUnits[unit as keyof typeof byteUnits]
  })

const proxies = z.string().transform((text, context) => {
  const trusted = readTrustedProxies(text.trim())
  if (trusted) return trusted
  const message = 'is neither a count of proxies nor a list of addresses, for example 1 or 10.0.0.0/8, ::1'
  context.addIssue({ code: 'custom', message })
  return z.NEVER
})

const postgresUrl = z.string().refine((text) => text === 'embedded' || /^postgres(ql)?:\/\//.test(text), {
  error: 'is not a PostgreSQL address, for example postgres://vademecum_app:secret@db.example:5432/vademecum',
})

const Environment = z.object({
  NODE_ENV: z.string().optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: port('3000').default(3000),
  PUBLIC_URL: origin('https://record.example').optional(),
  FILES_URL: origin('https://files.record.example').optional(),
  TRUSTED_PROXIES: proxies.optional(),
  VADEMECUM_DATA: z.string().default('./data'),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_MIGRATION_URL: postgresUrl.optional(),
  VADEMECUM_MASTER_KEY_FILE: z.string().optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/./, {
      error: 'is not a mail server, for example smtps://user:secret@mail.example:465',
    })
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/, {
      error: 'is not a sender, for example Vademecum <no-reply@record.example>',
    })
    .optional(),
  KEPT_MAIL: z
    .enum(['thisMachine', 'anyone'], { error: 'is neither thisMachine nor anyone' })
    .default('thisMachine'),
  METRICS_PORT: port('9464').optional(),
  NOTICES_PER_MINUTE: z
    .string()
    .regex(/^[1-9]\d{0,5}$/, { error: 'is not a number of letters from 1 to 999999, for example 3000' })
    .transform(Number)
    .default(3000),
  MAX_UPLOAD: bytes.default(512 * byteUnits.MB),
  VADEMECUM_VC_API: z.enum(['0', '1'], { error: 'is neither 0 nor 1' }).default('0'),
  LOG_LEVEL: z.enum(logLevels, { error: `is not one of ${logLevels.join(', ')}` }).optional(),
})
type Environment = z.infer<typeof Environment>

/** Reads the settings once; an empty one counts as not set. Throws one `ConfigError` that names all mistakes. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const names = Object.keys(Environment.shape)
  const given = Object.fromEntries(
    names.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])),
  )
  const read = Environment.safeParse(given)
  // The rules between settings are checked on whatever could be read, so that one look shows every mistake.
  const bad = new Set(read.error?.issues.map(({ path }) => String(path[0])))
  const rest = Object.fromEntries(Object.entries(given).filter(([name]) => !bad.has(name)))
  const settings = read.data ?? Environment.parse(rest)
  const problems = [
    ...(read.error?.issues ?? []).map(({ path, message }) => ({
      setting: String(path[0]),
      problem: message,
    })),
    ...problemsBetween(settings).filter(({ setting }) => !bad.has(setting)),
  ]
  if (problems.length > 0) throw new ConfigError(problems)
  return configOf(settings)
}

function configOf(settings: Environment): Config {
  const production = settings.NODE_ENV === 'production'
  const publicUrl = settings.PUBLIC_URL ?? `http://localhost:${settings.PORT}`
  return {
    production,
    host: settings.HOST,
    port: settings.PORT,
    publicUrl,
    filesUrl: settings.FILES_URL,
    trustedProxies: settings.TRUSTED_PROXIES ?? noProxies,
    dataFolder: resolve(settings.VADEMECUM_DATA),
    database: databaseOf(settings),
    masterKeyFile: settings.VADEMECUM_MASTER_KEY_FILE && resolve(settings.VADEMECUM_MASTER_KEY_FILE),
    smtpUrl: settings.SMTP_URL,
    mailFrom: settings.MAIL_FROM ?? `Vademecum <no-reply@${new URL(publicUrl).hostname}>`,
    keptMail: settings.KEPT_MAIL,
    metricsPort: settings.METRICS_PORT,
    noticesPerMinute: settings.NOTICES_PER_MINUTE,
    maxUpload: settings.MAX_UPLOAD,
    logLevel: settings.LOG_LEVEL ?? (production ? 'info' : 'warn'),
    vcApi: settings.VADEMECUM_VC_API === '1',
  }
}

function databaseOf({ DATABASE_URL, DATABASE_MIGRATION_URL }: Environment): DatabaseConfig {
  if (!DATABASE_URL || DATABASE_URL === 'embedded') return { kind: 'embedded' }
  return { kind: 'server', applicationUrl: DATABASE_URL, ownerUrl: DATABASE_MIGRATION_URL ?? DATABASE_URL }
}

function problemsBetween(settings: Environment): SettingProblem[] {
  const problems: SettingProblem[] = []
  const say = (setting: keyof Environment, problem: string) => problems.push({ setting, problem })
  const { DATABASE_URL, DATABASE_MIGRATION_URL, FILES_URL, METRICS_PORT, PORT, PUBLIC_URL } = settings

  if (DATABASE_MIGRATION_URL && (!DATABASE_URL || DATABASE_URL === 'embedded'))
    say('DATABASE_MIGRATION_URL', 'is only used beside a server in DATABASE_URL')
  const publicUrl = new URL(PUBLIC_URL ?? `http://localhost:${PORT}`)
  // Told apart by the header `Host`; and cookies know no ports.
  if (FILES_URL && new URL(FILES_URL).host === publicUrl.host)
    say('FILES_URL', 'has to be another host than PUBLIC_URL, or be left out')
  if (METRICS_PORT === PORT) say('METRICS_PORT', 'has to be another port than PORT')
  const keyFile = settings.VADEMECUM_MASTER_KEY_FILE
  if (keyFile && !existsSync(keyFile))
    say('VADEMECUM_MASTER_KEY_FILE', 'names no file; make one with: openssl rand -base64 32')
  if (settings.NODE_ENV !== 'production') return problems

  if (settings.VADEMECUM_VC_API === '1')
    say('VADEMECUM_VC_API', 'is for test suites only: it signs whatever it is given, so not in production')
  if (!PUBLIC_URL?.startsWith('https:'))
    say('PUBLIC_URL', 'has to be an https origin in production, for example https://record.example')
  if (FILES_URL && !FILES_URL.startsWith('https:'))
    say('FILES_URL', 'has to be an https origin in production')
  else if (FILES_URL && new URL(FILES_URL).hostname === publicUrl.hostname)
    say('FILES_URL', 'has to be a host name of its own in production, not another port of PUBLIC_URL')
  if (!DATABASE_URL)
    say(
      'DATABASE_URL',
      'is needed in production: a PostgreSQL address, or the word embedded for the one we bring',
    )
  if (!settings.SMTP_URL)
    say('SMTP_URL', 'is needed in production, for example smtps://user:secret@mail.example:465')
  if (!keyFile) say('VADEMECUM_MASTER_KEY_FILE', 'is needed in production, outside the data folder')
  else if (isInside(keyFile, settings.VADEMECUM_DATA))
    say(
      'VADEMECUM_MASTER_KEY_FILE',
      'has to lie outside the data folder, or a copy of the folder holds its own key',
    )
  return problems
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  return /^https?:$/.test(url.protocol) && url.href === `${url.origin}/` && !url.username
}

function isInside(path: string, folder: string): boolean {
  const way = relative(real(folder), real(path))
  return way !== '' && !way.startsWith('..')
}

/** The place behind symbolic links, of the part of the path that exists. */
function real(path: string): string {
  const full = resolve(path)
  if (existsSync(full)) return realpathSync(full)
  return full === dirname(full) ? full : join(real(dirname(full)), full.slice(dirname(full).length))
}
