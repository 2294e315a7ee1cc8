import { actorOfPerson } from '../access/load-actor.ts'
import type { App } from '../app.ts'
import type { PersonActor } from '../identity/actor.ts'
import { personOfAddress } from '../identity/person-of-address.ts'
import { CommandError } from './command.ts'

/** Whose account has the address; the command says in the audit that it acted, not they. */
export async function personOf(app: App, address: string): Promise<PersonActor> {
  const personId = await personOfAddress(app, address)
  if (personId === undefined) throw new CommandError(`${address} has no account here.`)
  return actorOfPerson(app, personId)
}
