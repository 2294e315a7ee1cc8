import { type Config, ConfigError, readConfig } from '../config.ts'
import { checkDatabase } from './database.ts'
import { checkDataFolder, checkFiles, checkMasterKey } from './folder.ts'
import { checkFilesUrl, checkMail, checkPublicUrl } from './network.ts'

export interface Check {
  readonly name: string
  readonly state: 'ok' | 'warning' | 'wrong'
  /** In words, with what to do. Never a secret. */
  readonly says: string
}

const oldestNode = [20, 19] as const

/** Every check is made, whatever another one says; only without settings there is nothing more to look at. */
export async function examine(environment: NodeJS.ProcessEnv): Promise<Check[]> {
  const node = checkNode()
  let config: Config
  try {
    config = readConfig(environment)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return [node, { name: 'settings', state: 'wrong', says: error.message }]
  }
  const [database, mail, publicUrl, filesUrl] = await Promise.all([
    checkDatabase(config),
    checkMail(config),
    checkPublicUrl(config),
    checkFilesUrl(config),
  ])
  return [
    node,
    { name: 'settings', state: 'ok', says: describe(config) },
    checkDataFolder(config),
    ...database,
    checkMasterKey(config),
    await checkFiles(config),
    mail,
    publicUrl,
    ...filesUrl,
  ]
}

function checkNode(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const isTooOld = major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])
  const says = isTooOld ? `${process.version}: at least ${oldestNode.join('.')} is needed` : process.version
  return { name: 'node', state: isTooOld ? 'wrong' : 'ok', says }
}

function describe(config: Config): string {
  return [
    config.production ? 'production' : 'development',
    `listens on ${config.host}:${config.port}`,
    config.database.kind === 'embedded' ? 'embedded database' : 'database server',
    config.filesUrl ? `files of shares from ${config.filesUrl}` : 'files as attachments',
    proxiesOf(config),
    config.metricsPort ? `metrics on ${config.metricsPort}` : 'no metrics',
  ].join(', ')
}

function proxiesOf({ trustedProxies }: Config): string {
  if (trustedProxies.kind === 'addresses') return 'proxies trusted by address'
  return trustedProxies.count === 0 ? 'no proxy trusted' : `${trustedProxies.count} proxies trusted`
}
