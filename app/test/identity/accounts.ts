import { Logger, runOnce } from 'graphile-worker'
import pg from 'pg'
import { afterAll } from 'vitest'
import type { SystemActor } from '../../src/identity/actor.ts'
import { createAccount, type NewAccount } from '../../src/identity/create-account.ts'
import { identityTasks } from '../../src/identity/tasks.ts'
import { sharingTasks } from '../../src/sharing/tell-recipient.ts'
import { createTestApp } from '../support/app.ts'
import type { Browser } from '../support/browser.ts'

export const password = 'harbour lantern velvet 42'

export const command: SystemActor = { kind: 'system', name: 'test' }

export interface Letter {
  readonly recipient: string
  readonly subject: string
  readonly body: string
}

let made = 0

/** The application, with what tests of accounts need: people, their mail, and the queue at work when told. */
export async function accounts(settings?: Record<string, string>) {
  const test = await createTestApp(settings)
  // Row-level security holds for the owner too: with this setting it reads everything, as a backup does.
  const owner = new pg.Pool({
    connectionString: test.database.ownerUrl,
    max: 2,
    options: '-c app.backup=on',
  })
  owner.on('error', () => undefined)
  owner.on('connect', (client) => client.on('error', () => undefined))
  afterAll(() => owner.end())

  /** Does the jobs that are due. */
  async function work(): Promise<void> {
    const tasks = { ...identityTasks(test.app), ...sharingTasks(test.app) }
    await runOnce({
      pgPool: owner,
      taskList: Object.fromEntries(
        Object.entries(tasks).map(([name, task]) => [name, (payload: unknown) => task(payload)]),
      ),
      logger: new Logger(() => () => undefined),
    })
  }

  /** The letters to an address since it was last asked, after the queue was worked through. */
  async function mailOf(address: string): Promise<Letter[]> {
    await work()
    const { rows } = await owner.query<Letter>(
      `with taken as (delete from kept_mail where recipient = $1 returning *)
       select recipient, subject, body from taken order by mail_id`,
      [address],
    )
    return rows
  }

  async function newAccount(more: Partial<NewAccount> = {}) {
    made += 1
    const account = {
      address: `person${made}@home.example`,
      password,
      givenName: 'Amina',
      familyName: 'Rahman',
      birthDate: '1999-05-17',
      language: 'en',
      confirmed: true,
      ...more,
    } as const satisfies NewAccount
    const { personId } = await createAccount(test.app, command, account)
    return { ...account, personId }
  }

  async function signIn(account: { address: string; password: string }): Promise<Browser> {
    const visitor = test.visitor()
    await visitor.get('/sign-in')
    await visitor.submit(
      '#sign-in',
      { address: account.address, password: account.password },
      { follow: false },
    )
    return visitor
  }

  async function newSignedIn(more: Partial<NewAccount> = {}) {
    const account = await newAccount(more)
    return { account, browser: await signIn(account) }
  }

  async function actionsOf(personId: string): Promise<string[]> {
    const { rows } = await owner.query<{ action: string }>(
      'select action from audit_event where owner_id = $1 order by at, action',
      [personId],
    )
    return rows.map(({ action }) => action)
  }

  async function newOperator() {
    const account = await newAccount({ givenName: 'Owen', familyName: 'Parry' })
    await owner.query('insert into operator (person_id, since) values ($1, now())', [account.personId])
    return { account, browser: await signIn(account) }
  }

  return { ...test, newOperator, owner, work, mailOf, newAccount, signIn, newSignedIn, actionsOf }
}

/** The path of the one link in a letter. */
export function linkIn(letter: Letter | undefined): string {
  const links = [...(letter?.body.matchAll(/https?:\/\/[^/\s]+(\/\S+)/g) ?? [])].map(([, path]) => path)
  if (links.length !== 1 || !links[0]) throw new Error(`${links.length} links in ${letter?.subject}`)
  return links[0]
}
