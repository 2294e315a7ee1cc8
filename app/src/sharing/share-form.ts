import { asSelf, ensurePerson } from '../access/powers.ts'
import type { App } from '../app.ts'
import { notFound } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import { isChild, dayOf } from '../identity/age.ts'
import { loadPageVersion } from '../portfolio/page/load-page-version.ts'
import { mostDays } from './share-rules.ts'

/** What the form needs to know before it asks: which page it is, and what the person's age allows. */
export interface ShareForm {
  readonly pageId: string
  readonly title: string
  readonly choices: readonly number[]
  readonly child: boolean
}

const offered = [7, 30, 90, 365]

export async function shareForm(app: App, actor: Actor, pageId: string): Promise<ShareForm> {
  const person = ensurePerson(actor)
  const version = await app.db.read(asSelf(person), (tx) => loadPageVersion(tx, person.personId, pageId))
  if (!version) notFound('published page')
  const now = app.now()
  const most = mostDays(person.birthDate, now)
  return {
    pageId,
    title: version.title,
    choices: offered.filter((days) => days <= most),
    child: isChild(person.birthDate, dayOf(now)),
  }
}
