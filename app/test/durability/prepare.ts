import { randomInt } from 'node:crypto'
import { issueUln } from '@vademecum/uln'
import { actorOfPerson } from '../../src/access/load-actor.ts'
import type { App } from '../../src/app.ts'
import { people } from '../../src/commands/seed/cast.ts'
import { addMember } from '../../src/institution/memberships.ts'
import { addThings } from '../../src/portfolio/page/add-things.ts'
import { createPage } from '../../src/portfolio/page/create-page.ts'
import { publishPage } from '../../src/portfolio/page/publish-page.ts'
import { saveDraft } from '../../src/portfolio/page/save-draft.ts'
import { createItem } from '../../src/portfolio/item/create-item.ts'
import { ownRecord } from '../../src/record/own/own-record.ts'
import { registerLearner } from '../../src/record/register/register-learner.ts'
import { createShare } from '../../src/sharing/create-share.ts'
import { paths } from '../../src/paths.ts'
import { wordsFor } from '../../src/words.ts'
import { system } from '../record/support.ts'
import type { Installation } from './installation.ts'
import type { Registered } from './loaded.ts'

/** Beside the demonstration: learners to load results for, a page to write on, and a share that can be opened. */
export async function prepare(installation: Installation) {
  const organisations = await installation.query<{ id: string; name: string }>(
    'select organisation_id as id, name from organisation',
  )
  const idOf = (name: string) => organisations.find((one) => one.name === name)?.id ?? ''
  const [amina] = await installation.query<{ id: string }>(
    'select person_id as id from email_key where address = $1',
    [people.amina.email],
  )
  const [helen] = await installation.query<{ id: string }>(
    'select person_id as id from email_key where address = $1',
    [people.helen.email],
  )
  const issuers = { meridian: idOf('Meridian Awards'), severn: idOf('Severn Examinations Board') }
  return installation.arrange(async (app) => ({
    issuers,
    learners: await register(app, idOf('Harbour Community School')),
    page: await pageOf(app, amina?.id ?? ''),
    sharePath: await shareOf(app, amina?.id ?? ''),
    loads: await addMember(app, system, issuers.severn, {
      personId: helen?.id ?? '',
      personName: 'Helen Forde',
      role: 'examsOfficer',
    }),
  }))
}

async function register(app: App, schoolId: string): Promise<Registered[]> {
  // Nobody is like another: who may be the same person is not registered twice.
  const learners = Array.from({ length: 300 }, (_, index): Registered => {
    const birthDate = new Date(Date.UTC(2008, 0, index + 1)).toISOString().slice(0, 10)
    return { uln: issueUln(randomInt), givenName: `Ann ${nameOf(index)}`, familyName: 'Rowe', birthDate }
  })
  for (const learner of learners)
    await registerLearner(app, system, schoolId, { ...learner, cohort: 'durable' })
  return learners
}

const syllables = ['ba', 'ke', 'li', 'mo', 'nu', 'ra', 'se', 'ti', 'wo', 'yu']
const nameOf = (index: number) => [...String(index)].map((digit) => syllables[Number(digit)]).join('')

async function pageOf(app: App, personId: string): Promise<{ pageId: string; blockId: string }> {
  const amina = await actorOfPerson(app, personId)
  const { id } = await createPage(app, amina, 'Notes from the harbour')
  const { focus } = await saveDraft(app, amina, id, { texts: new Map(), act: { kind: 'add', block: 'text' } })
  return { pageId: id, blockId: focus ?? '' }
}

async function shareOf(app: App, personId: string): Promise<string> {
  const amina = await actorOfPerson(app, personId)
  const t = wordsFor('en')
  const { id } = await createPage(app, amina, 'What I can show')
  const item = await createItem(app, amina, 'activity', {
    title: 'Harbour survey',
    language: 'en',
    texts: { description: 'Soundings.' },
  })
  await addThings(app, amina, id, { kind: 'item', ids: [item.id] }, t)
  const [line] = await ownRecord(app, amina)
  await addThings(app, amina, id, { kind: 'record', ids: [line?.eventId ?? ''] }, t)
  await publishPage(app, amina, id)
  const { token } = await createShare(app, amina, id, {
    audience: 'link',
    recipient: 'Acme Marine Ltd',
    purpose: 'application',
    days: 30,
    mayDownload: false,
  })
  return paths.link(token ?? '')
}
