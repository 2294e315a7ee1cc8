import { existsSync } from 'node:fs'
import pg from 'pg'
import type { Config } from '../config.ts'
import { attachDatabase } from '../data-folder.ts'
import { dangerOf, inspectRole } from '../database-role.ts'
import { clusterFolder } from '../embedded-postgres/folders.ts'
import { pendingMigrations } from '../migrate.ts'
import type { Check } from './examine.ts'

const oldest = 15
const newest = 18

export async function checkDatabase(config: Config): Promise<Check[]> {
  const { database } = config
  try {
    if (database.kind === 'server') return await checkServer(config, database)
    if (!existsSync(clusterFolder(config.dataFolder))) {
      return [{ name: 'database', state: 'ok', says: 'embedded; it is made at the first start' }]
    }
    const attached = await attachDatabase(config.dataFolder)
    return await checkServer(config, attached).finally(() => attached.leave())
  } catch (error) {
    return [{ name: 'database', state: 'wrong', says: messageOf(error) }]
  }
}

async function checkServer(
  config: Config,
  urls: { applicationUrl: string; ownerUrl: string },
): Promise<Check[]> {
  const role = await inspectRole(urls.applicationUrl)
  const isKnown = role.serverVersion >= oldest && role.serverVersion <= newest
  return [
    {
      name: 'database',
      state: isKnown ? 'ok' : 'wrong',
      says: `PostgreSQL ${role.serverVersion}${isKnown ? '' : `: versions ${oldest} to ${newest} are tested`}`,
    },
    checkRole(config, role.name, dangerOf(role)),
    await checkMigrations(urls.ownerUrl),
  ]
}

function checkRole(config: Config, name: string, danger: string | undefined): Check {
  if (!danger) return { name: 'database role', state: 'ok', says: `${name} owns nothing` }
  const advice = 'row-level security is no second wall; give DATABASE_URL a role that owns nothing'
  return {
    name: 'database role',
    state: config.production ? 'wrong' : 'warning',
    says: `${danger}: ${advice}`,
  }
}

async function checkMigrations(ownerUrl: string): Promise<Check> {
  const name = 'migrations'
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    const pending = await pendingMigrations(client)
    if (pending.length === 0) return { name, state: 'ok', says: 'all applied' }
    return {
      name,
      state: 'warning',
      says: `not yet applied: ${pending.join(', ')}; run \`vademecum migrate\``,
    }
  } catch (error) {
    return { name, state: 'wrong', says: messageOf(error) }
  } finally {
    await client.end().catch(() => undefined)
  }
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return messageOf(error.errors[0])
  return error instanceof Error ? error.message : String(error)
}
