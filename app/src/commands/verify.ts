import { readFile } from 'node:fs/promises'
import type { Check, VerificationReport, Verdict, VerifyOptions } from '@vademecum/verifiable-credentials'
import type { Command } from 'commander'
import { CommandError, exitCodes, print, report, strong } from './command.ts'

interface Options {
  issuerDocument?: string
  allowLoopback?: boolean
  json?: boolean
}

const exitOf: Record<Verdict, number> = { verified: 0, failed: 1, unknown: 2 }

export function register(program: Command): void {
  program
    .command('verify')
    .argument('<file|url>', 'a credential or a bundle, as JSON')
    .description(
      'check a credential or a bundle: exit code 0 verified, 1 failed, 2 not everything could be checked',
    )
    .option('--issuer-document <file>', 'the DID document of an issuer whom you vouch for yourself')
    .option('--allow-loopback', 'also read addresses of this machine, for development')
    .option('--json', 'print the report as JSON')
    .action(async (source: string, options: Options) => {
      try {
        await verify(source, options)
      } catch (error) {
        report(error)
      }
    })
}

async function verify(source: string, options: Options): Promise<void> {
  const text = await readSource(source, options)
  const vouched =
    options.issuerDocument === undefined ? undefined : await readDocument(options.issuerDocument)
  const { verifyText } = await import('@vademecum/verifiable-credentials')
  const known = await knowledge(options)
  try {
    const checked = await verifyText(text, withVouched(known.options, vouched))
    if (checked.kind === 'unrecognised') {
      throw new CommandError(`${source} holds neither a credential nor a bundle.`, exitCodes.unreadable)
    }
    const reports = checked.kind === 'bundle' ? checked.report.credentials : [checked.report]
    const { verdict } = checked.report
    const broken = checked.kind === 'bundle' ? checked.report.issues : []
    const { describeCheck } = await import('@vademecum/verifiable-credentials')
    const plain = (check: Check) => ({
      name: check.name,
      status: check.result,
      detail: describeCheck(check),
      code: check.detail.code,
    })
    const bundleChecks = broken.map((issue) => ({
      name: 'bundle',
      status: 'fail',
      detail: `${issue.code} at ${issue.path || '/'}`,
      code: issue.code,
    }))
    const told = reports.map((each) => ({
      verdict: each.verdict,
      issuer: each.issuer?.id,
      checks: each.checks.map(plain),
    }))
    const checks = [...bundleChecks, ...told.flatMap((each) => each.checks)]
    const data =
      checked.kind === 'bundle'
        ? { verdict, checks, credentials: told, selfDeclared: checked.report.selfDeclared.length }
        : { verdict, checks }
    print(options, data, textOf(verdict, reports, broken.length, describeCheck))
    process.exitCode = exitOf[verdict]
  } finally {
    await known.close()
  }
}

async function readSource(source: string, options: Options): Promise<string> {
  try {
    if (!/^https?:\/\//.test(source)) return await readFile(source, 'utf8')
    const { fetchGuarded } = await import('../credentials/fetch-guarded.ts')
    return await fetchGuarded(source, { ...guard(options), byteLimit: 20_000_000, milliseconds: 20_000 })
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new CommandError(`${source} cannot be read: ${why}`, exitCodes.unreadable, { cause })
  }
}

async function readDocument(path: string): Promise<{ id: string }> {
  try {
    const document: unknown = JSON.parse(await readFile(path, 'utf8'))
    if (typeof document === 'object' && document && 'id' in document && typeof document.id === 'string') {
      return { ...document, id: document.id }
    }
  } catch (cause) {
    throw new CommandError(`${path} cannot be read as a DID document.`, exitCodes.unreadable, { cause })
  }
  throw new CommandError(`${path} is no DID document: it has no id.`, exitCodes.unreadable)
}

/** Whoever hands over a document has found out by other means whose it is: it is believed, and its issuer accepted. */
function withVouched(options: VerifyOptions, vouched: { id: string } | undefined): VerifyOptions {
  if (!vouched) return options
  const { resolveDid, acceptIssuer } = options
  return {
    ...options,
    resolveDid: async (did) => (did === vouched.id ? vouched : resolveDid?.(did)),
    acceptIssuer: (did, credential) =>
      did === vouched.id ? 'accepted' : (acceptIssuer?.(did, credential) ?? 'unlisted'),
  }
}

const guard = ({ allowLoopback = false }: Options) => ({ allowLoopback })

/**
 * What there is to check against: the register, keys and lists of the installation here if its database runs, else only
 * what the network answers. Without a register no issuer is accepted unless it is vouched for.
 */
async function knowledge(options: Options): Promise<{ options: VerifyOptions; close(): Promise<void> }> {
  const [{ fetchGuarded }, { resolveRemote }, { matchesResult, openBadgesContexts }] = await Promise.all([
    import('../credentials/fetch-guarded.ts'),
    import('../credentials/resolve-remote.ts'),
    import('@vademecum/open-badges'),
  ])
  const network: VerifyOptions = {
    now: new Date(),
    contexts: openBadgesContexts,
    matchesContent: matchesResult,
    resolveDid: (did) => resolveRemote(did, guard(options)),
    fetchStatusList: (url) => fetchGuarded(url, guard(options)),
  }
  const alone = { options: network, close: async () => {} }
  const url = await installedDatabase()
  if (url === undefined) return alone
  const { openInstallation } = await import('./verify/installation.ts')
  return (await openInstallation(url, network)) ?? alone
}

/** The database of this installation, if one is configured and there: nothing is started for a check. */
async function installedDatabase(): Promise<string | undefined> {
  const [{ readConfig }, { embeddedPostgresRuns, startEmbeddedPostgres }] = await Promise.all([
    import('../platform/config.ts'),
    import('../platform/embedded-postgres/start.ts'),
  ])
  try {
    const { database, dataFolder } = readConfig()
    if (database.kind === 'server') return database.applicationUrl
    if (!embeddedPostgresRuns(dataFolder)) return undefined
    return (await startEmbeddedPostgres({ dataDir: dataFolder })).applicationUrl
  } catch {
    return undefined
  }
}

function textOf(
  verdict: Verdict,
  reports: readonly VerificationReport[],
  broken: number,
  describe: (check: Check) => string,
): string {
  const marks = { pass: 'ok      ', fail: 'FAILED  ', unknown: 'unknown ', skipped: '-       ' } as const
  const blocks = reports.map((each, index) => {
    const title =
      reports.length > 1 ? [strong(`${index + 1}. ${each.issuer?.name ?? each.issuer?.id ?? ''}`)] : []
    return [
      ...title,
      ...each.checks.map((check) => `${marks[check.result]}${check.name}: ${describe(check)}`),
    ]
  })
  const frame = broken > 0 ? ['FAILED  bundle: it is not put together as a bundle.'] : []
  const verdicts = {
    verified: 'Verified.',
    failed: 'Not to be relied on: a check failed.',
    unknown: 'Not everything could be checked: treat it as not confirmed.',
  } as const
  return [...frame, ...blocks.flat(), strong(verdicts[verdict])].join('\n')
}
