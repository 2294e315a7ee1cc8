import { z } from 'zod'
import { actorOfPerson } from '../access/load-actor.ts'
import type { App } from '../app.ts'
import type { PersonActor } from '../identity/actor.ts'
import { seal, sendLetter, unseal } from '../identity/letter.ts'
import { paths } from '../paths.ts'
import type { Writer } from '../platform/db.ts'
import type { Task } from '../platform/jobs.ts'
import { languages, type Language } from '../words.ts'
import { strangersTo } from './strangers.ts'

export const tellRecipientTask = 'sharing.tell-recipient'

/**
 * The same job for every address: whether it has an account, and whose, is asked only where nobody who shares can see
 * or measure it.
 */
export function tellRecipient(app: App, tx: Writer, from: PersonActor, to: string): Promise<void> {
  const sealed = seal(app, { from: from.personId, to, language: from.language })
  return app.jobs.add(tx, tellRecipientTask, { sealed })
}

const Sealed = z.object({ sealed: z.string() })
const Content = z.object({
  from: z.string(),
  to: z.string(),
  language: z.enum(languages as [Language, ...Language[]]),
})

/** The job: the same letter with or without an account, but none from a stranger to a child. */
export async function mailRecipient(app: App, payload: unknown): Promise<void> {
  const { from, to, language } = Content.parse(unseal(app, Sealed.parse(payload).sealed))
  const personId = await personOfAddress(app, to)
  if (personId !== undefined) {
    const strangers = await strangersTo(app, await actorOfPerson(app, personId), [from])
    if (strangers.has(from)) return
  }
  const letter = { to, language, letter: 'sharedWithYou', path: paths.sharedWithMe() }
  await sendLetter(app, { sealed: seal(app, letter) })
}

async function personOfAddress(app: App, address: string): Promise<string | undefined> {
  const [row] = await app.db.read({ key: address }, (tx) =>
    tx.named<{ person_id: string }>(
      'person of a shared address',
      'select person_id from email_key where address = $1',
      [address],
    ),
  )
  return row?.person_id
}

export function sharingTasks(app: App): Record<string, Task> {
  return { [tellRecipientTask]: (payload) => mailRecipient(app, payload) }
}
