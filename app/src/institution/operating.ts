import { ensureOperator } from '../identity/acting.ts'
import type { Actor } from '../identity/actor.ts'

/** Who may say which organisations there are: an operator, or a command that an operator runs. */
export function ensureOperating(actor: Actor): string {
  return actor.kind === 'system' ? actor.name : ensureOperator(actor).name
}

/** Of two hands one: a person, whatever they are called; whoever types commands at the machine is another. */
export function handOf(actor: Actor): string {
  return actor.kind === 'person' ? actor.personId : `command: ${actor.kind === 'system' ? actor.name : ''}`
}
