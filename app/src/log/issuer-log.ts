import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'
import { formatVerifierKey, type Sign, signatureTypes, type VerifierKey } from '@vademecum/transparency-log'
import type { App } from '../app.ts'
import { recordEvent } from '../audit/record-event.ts'
import { paths } from '../paths.ts'
import type { Reader, Writer } from '../platform/db.ts'
import './tables.ts'

/** An issuer's log as it is known outside: by its name, and by the key that signs its checkpoints. */
export interface IssuerLog {
  readonly issuerId: string
  readonly origin: string
  readonly key: VerifierKey
}

/** Every issuer's, or one's. Anybody may know them. */
export async function issuerLogs(tx: Pick<Reader, 'named'>, issuerId?: string): Promise<IssuerLog[]> {
  const rows = await tx.named<{ issuer_id: string; origin: string; public_key: Buffer }>(
    'issuer logs',
    'select issuer_id, origin, public_key from issuer_log where $1::uuid is null or issuer_id = $1 order by created_at',
    [issuerId ?? null],
  )
  return rows.map(({ issuer_id, origin, public_key }) => ({
    issuerId: issuer_id,
    origin,
    key: { name: origin, type: signatureTypes.ed25519, publicKey: public_key },
  }))
}

/** The key in the one line by which others check the log. */
export const verifierLine = ({ key }: IssuerLog): string => formatVerifierKey(key)

/** Begun at the first need, under the log's lock. Its name and key stay, whatever `PUBLIC_URL` becomes. */
export async function ensureIssuerLog(app: App, tx: Writer, issuerId: string): Promise<IssuerLog> {
  const [known] = await issuerLogs(tx, issuerId)
  if (known) return known
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  // The raw key is the end of its DER form (RFC 8410 §4).
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)
  const secret = privateKey.export({ type: 'pkcs8', format: 'der' })
  const origin = `${new URL(app.config.publicUrl).host}${paths.log(issuerId)}`
  await tx.sql
    .insertInto('issuer_log')
    .values({ issuer_id: issuerId, origin, public_key: raw, created_at: app.now() })
    .execute()
  await tx.sql
    .insertInto('issuer_log_key')
    .values({ issuer_id: issuerId, wrapped_key: app.keys.wrap(secret, wrapContext(issuerId)) })
    .execute()
  await recordEvent(
    tx,
    { kind: 'system', name: 'log' },
    {
      action: 'log.begun',
      about: [issuerId],
      permission: 'system',
      organisationId: issuerId,
      thing: { kind: 'log' },
      at: app.now(),
    },
  )
  return { issuerId, origin, key: { name: origin, type: signatureTypes.ed25519, publicKey: raw } }
}

/** Signs as the log does. Needs the power `issuer`. */
export async function logSigner(app: App, tx: Writer, issuerId: string): Promise<Sign> {
  const { wrapped_key } = await tx.sql
    .selectFrom('issuer_log_key')
    .select('wrapped_key')
    .where('issuer_id', '=', issuerId)
    .executeTakeFirstOrThrow()
  const secret = app.keys.unwrap(wrapped_key, wrapContext(issuerId))
  const key = createPrivateKey({ key: secret, format: 'der', type: 'pkcs8' })
  return (bytes) => sign(null, bytes, key)
}

const wrapContext = (issuerId: string) => `log key:${issuerId}`
