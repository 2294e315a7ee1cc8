import type { App } from '../app.ts'
import { AppError, invalid } from '../errors.ts'
import type { Reader } from '../platform/db.ts'
import type { ProviderStatus } from './tables.ts'
import './tables.ts'

/** One entry of the register of providers. */
export interface Provider {
  readonly ukprn: string
  readonly name: string
  readonly owner: string
  readonly status: ProviderStatus
}

export async function providerOf(tx: Reader, ukprn: string): Promise<Provider | undefined> {
  return tx.sql
    .selectFrom('provider')
    .select(['ukprn', 'name', 'owner', 'status'])
    .where('ukprn', '=', ukprn)
    .executeTakeFirst()
}

/**
 * The register has the number, as one that works, under the same name; where names differ, somebody says why. Gives
 * back that reason.
 */
export async function ensureRegistered(
  tx: Reader,
  organisation: { readonly ukprn: string; readonly name: string },
  reason: string | undefined,
  field: string,
): Promise<string | undefined> {
  const provider = await providerOf(tx, organisation.ukprn)
  if (!provider) clash(field, 'institution.notInRegister')
  if (provider.status !== 'active') clash(field, 'institution.inactiveInRegister')
  const said = reason?.trim()
  if (sameName(provider.name, organisation.name)) return said || undefined
  if (!said || said.length < 10 || said.length > 300) {
    invalid({ field: 'reason', key: 'institution.nameDiffers', values: { name: provider.name } })
  }
  return said
}

/** Beside its field, where a form asked. */
function clash(field: string, key: string): never {
  throw new AppError('conflict', { key, problems: [{ field, key }] })
}

/** Capitals, punctuation and "Ltd" are no other name. */
export function sameName(one: string, other: string): boolean {
  return plain(one) === plain(other)
}

function plain(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/\b(?:the|ltd|limited|plc)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

/** How many the register has here, and when something of it last changed. */
export async function providersKnown(app: App): Promise<{ count: number; readAt: Date | null }> {
  return app.db.read({}, async (tx) =>
    tx.sql
      .selectFrom('provider')
      .select(({ fn }) => [fn.countAll<number>().as('count'), fn.max('read_at').as('readAt')])
      .executeTakeFirstOrThrow(),
  )
}
