import type { App } from '../app.ts'
import { invalid, notFound } from '../errors.ts'
import { paths } from '../paths.ts'
import type { Writer } from '../platform/db.ts'
import { newId } from '../platform/id.ts'
import { recordAccountEvent } from './account-event.ts'
import { ensureSession, ownAccount } from './acting.ts'
import type { Actor, SystemActor } from './actor.ts'
import { normalAddress } from './address.ts'
import { announce } from './announce.ts'
import { type ApiTokenLine, insertApiToken, listApiTokens, markTokenRevoked } from './api-token-store.ts'
import { ensurePassword } from './change-password.ts'
import { type Scope, scopes } from './scopes.ts'
import { hashSecret, newApiToken } from './secret.ts'
import { findOwner } from './store.ts'

export interface TokenWanted {
  readonly label: string
  readonly scopes: readonly string[]
  /** Null: until it is revoked. */
  readonly expiresAt: Date | null
}

export interface TokenMade {
  readonly tokenId: string
  /** Given this once. */
  readonly token: string
}

/** A token outlives the session that makes it, so whoever makes it has to know the password. */
export async function createToken(
  app: App,
  actor: Actor,
  password: string,
  wanted: TokenWanted,
): Promise<TokenMade> {
  const person = ensureSession(actor)
  ensureMakeable(wanted, app.now())
  await ensurePassword(app, person, password)
  return app.db.write(ownAccount(person), (tx) => makeToken(app, tx, actor, person.personId, wanted))
}

/** The operator's command, for the account with this sign-in address. */
export async function createTokenOf(
  app: App,
  actor: SystemActor,
  typed: string,
  wanted: TokenWanted,
): Promise<TokenMade> {
  ensureMakeable(wanted, app.now())
  const address = normalAddress(typed)
  return app.db.write({ key: address }, async (tx) => {
    const owner = (await findOwner(tx, address)) ?? notFound('account')
    await tx.raise({ self: [owner.personId] })
    return makeToken(app, tx, actor, owner.personId, wanted)
  })
}

async function makeToken(
  app: App,
  tx: Writer,
  actor: Actor,
  personId: string,
  wanted: TokenWanted,
): Promise<TokenMade> {
  const at = app.now()
  const tokenId = newId(at.getTime())
  const token = newApiToken()
  await insertApiToken(tx, { ...wanted, tokenHash: hashSecret(token), tokenId, personId, at })
  await recordAccountEvent(tx, actor, 'account.tokenMade', personId, at, {
    permission: actor.kind === 'system' ? 'system' : 'own',
    thing: { kind: 'apiToken', id: tokenId },
    detail: { scopes: wanted.scopes },
  })
  // Whoever took the session, or runs the command, cannot do it unnoticed.
  await announce(app, tx, personId, 'tokenMade', {}, paths.accountTokens())
  return { tokenId, token }
}

function ensureMakeable({ label, scopes: wanted, expiresAt }: TokenWanted, now: Date): void {
  if (label.trim() === '' || label.length > 100) invalid({ field: 'label', key: 'identity.tokenLabelNeeded' })
  const known = wanted.every((scope) => scopes.includes(scope as Scope))
  if (wanted.length === 0 || !known) invalid({ field: 'scopes', key: 'identity.tokenScopeNeeded' })
  if (expiresAt && expiresAt <= now) invalid({ field: 'expiresAt', key: 'identity.tokenEndPast' })
}

export async function revokeToken(app: App, actor: Actor, tokenId: string): Promise<void> {
  const person = ensureSession(actor)
  await app.db.write(ownAccount(person), async (tx) => {
    const at = app.now()
    if (!(await markTokenRevoked(tx, person.personId, tokenId, at))) notFound('token')
    await recordAccountEvent(tx, actor, 'account.tokenRevoked', person.personId, at, {
      thing: { kind: 'apiToken', id: tokenId },
    })
  })
}

export async function readTokens(app: App, actor: Actor): Promise<ApiTokenLine[]> {
  const person = ensureSession(actor)
  return app.db.read(ownAccount(person), (tx) => listApiTokens(tx, person.personId, app.now()))
}
