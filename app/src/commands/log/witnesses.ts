import { parseVerifierKey, signatureTypes } from '@vademecum/transparency-log'
import pg from 'pg'
import { inspectRole } from '../../platform/database-role.ts'
import type { Config } from '../../platform/config.ts'
import { migrate } from '../../platform/migrate.ts'
import { CommandError, exitCodes, print, withDatabase } from '../command.ts'

export interface WitnessesOptions {
  readonly add?: string
  readonly remove?: string
  readonly json?: boolean
}

/** Only the owner of the tables says who is a witness; the application may not. */
export async function witnesses(config: Config, options: WitnessesOptions): Promise<void> {
  const added = options.add === undefined ? undefined : witnessOf(options.add)
  const listed = await withDatabase(config, async ({ ownerUrl, applicationUrl }) => {
    await migrate(ownerUrl, { applicationRole: (await inspectRole(applicationUrl)).name })
    const client = new pg.Client({ connectionString: ownerUrl })
    await client.connect()
    try {
      if (added) {
        await client.query(
          `insert into log_witness (witness, verifier_key, added_at, ended_at) values ($1, $2, $3, null)
           on conflict (witness) do update set verifier_key = excluded.verifier_key, ended_at = null`,
          [added.name, added.line, new Date()],
        )
      }
      if (options.remove !== undefined) {
        const { rowCount } = await client.query(
          'update log_witness set ended_at = $2 where witness = $1 and ended_at is null',
          [options.remove, new Date()],
        )
        if (rowCount === 0) throw new CommandError(`${options.remove} is no witness here.`, exitCodes.usage)
      }
      const { rows } = await client.query<{ witness: string; verifierKey: string }>(
        'select witness, verifier_key as "verifierKey" from log_witness where ended_at is null order by witness',
      )
      return rows
    } finally {
      await client.end()
    }
  })
  const text =
    listed.length === 0 ? 'No witness is listed.' : listed.map((each) => each.verifierKey).join('\n')
  print(options, { witnesses: listed }, text)
}

function witnessOf(line: string): { name: string; line: string } {
  try {
    const key = parseVerifierKey(line)
    if (key.type === signatureTypes.cosignature) return { name: key.name, line }
  } catch (cause) {
    throw new CommandError(
      '--add takes the line that “vademecum log witness-key” printed.',
      exitCodes.usage,
      {
        cause,
      },
    )
  }
  throw new CommandError('--add takes the key of a witness.', exitCodes.usage)
}
