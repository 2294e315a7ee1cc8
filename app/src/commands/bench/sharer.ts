import { Readable } from 'node:stream'
import sharp from 'sharp'
import type { App } from '../../app.ts'
import type { PersonActor } from '../../identity/actor.ts'
import { actorOfPerson } from '../../access/load-actor.ts'
import { startSession } from '../../identity/session.ts'
import { sessionCookieName } from '../../identity/signed-in.ts'
import { paths } from '../../paths.ts'
import { addEvidence } from '../../portfolio/file/add-evidence.ts'
import { createItem } from '../../portfolio/item/create-item.ts'
import { addThings } from '../../portfolio/page/add-things.ts'
import { createPage } from '../../portfolio/page/create-page.ts'
import { publishPage } from '../../portfolio/page/publish-page.ts'
import { saveDraft } from '../../portfolio/page/save-draft.ts'
import { textBase } from '../../portfolio/page/text-base.ts'
import { claimWithCode } from '../../record/claims/claim-with-code.ts'
import { ownRecord } from '../../record/own/own-record.ts'
import { createShare } from '../../sharing/create-share.ts'
import { wordsFor } from '../../words.ts'

export interface Sharer {
  readonly number: number
  readonly uln: string
  readonly givenName: string
  readonly familyName: string
  readonly birthDate: string
  readonly code: string
}

/** What a visitor and the learner themselves can look at, and what it has to say. */
export interface SharerShown {
  readonly sharePath: string
  readonly shareSays: readonly string[]
  /** The cookie of the learner's session. */
  readonly cookie: string
  readonly recordSays: readonly string[]
  readonly portfolioSays: readonly string[]
}

/** Claims the record, makes things and a page of ten blocks from them, publishes and shares it. */
export async function shareOf(
  app: App,
  learner: PersonActor,
  { number, uln, code }: Sharer,
  picture: Buffer,
): Promise<SharerShown> {
  await claimWithCode(app, learner, { uln, code })
  const owner = await actorOfPerson(app, learner.personId)
  const title = `A tide gauge for harbour ${number}`
  const pageId = await makePage(app, owner, title, picture)
  const { token } = await createShare(app, owner, pageId, {
    audience: 'link',
    recipient: `Acme Marine ${number}`,
    purpose: 'Application for the survey apprenticeship',
    days: 60,
    mayDownload: number % 2 === 0,
  })
  const session = await app.db.write({ self: [owner.personId] }, (tx) =>
    startSession(app, tx, owner.personId, { signedInWith: 'password', device: 'bench' }),
  )
  return {
    sharePath: paths.link(token ?? ''),
    shareSays: [title, wordsFor('en')('common.confirmedCount', { confirmed: 3, total: 6 })],
    cookie: `${sessionCookieName(app.config)}=${session}`,
    recordSays: ['GCSE Mathematics', 'GCSE Geography'],
    portfolioSays: [title],
  }
}

/** Text, heading, picture, heading, reflection, activity, heading, three confirmed results. */
async function makePage(app: App, owner: PersonActor, title: string, picture: Buffer): Promise<string> {
  const t = wordsFor('en')
  const evidence = await addEvidence(
    app,
    owner,
    {
      title: 'A month of tides at the harbour wall',
      language: 'en',
      texts: { description: paragraph, alt: 'Line chart of the height of the tide over four weeks.' },
    },
    { name: 'tides.png', content: Readable.from([picture]) },
  )
  const reflection = await createItem(app, owner, 'entry', {
    title: 'Why the gauge lied on windy days',
    language: 'en',
    texts: { happened: paragraph, learned: paragraph, next: paragraph },
  })
  const activity = await createItem(app, owner, 'activity', {
    title: 'Volunteer with the harbour survey',
    language: 'en',
    texts: { description: paragraph },
  })
  const record = await ownRecord(app, owner)
  if (record.length !== 3) throw new Error('a learner of the bench lacks results')

  const { id } = await createPage(app, owner, title)
  const put = (kind: 'item' | 'record', ...ids: string[]) => addThings(app, owner, id, { kind, ids }, t)
  await write(app, owner, id, 'text', `${paragraph}\n\n${paragraph}`)
  await write(app, owner, id, 'heading', 'What I made')
  await put('item', evidence.id)
  await write(app, owner, id, 'heading', 'What went wrong, and what I did')
  await put('item', reflection.id, activity.id)
  await write(app, owner, id, 'heading', 'Results that go with it')
  await put('record', ...record.map(({ eventId }) => eventId))
  await publishPage(app, owner, id)
  return id
}

async function write(
  app: App,
  owner: PersonActor,
  pageId: string,
  block: 'heading' | 'text',
  text: string,
): Promise<void> {
  const { focus } = await saveDraft(app, owner, pageId, { texts: new Map(), act: { kind: 'add', block } })
  if (focus === undefined) throw new Error('nothing was added')
  await saveDraft(app, owner, pageId, { texts: new Map([[focus, { text, base: textBase('') }]]) })
}

const paragraph =
  'On six days my readings were up to 30 cm off. All six had a south-westerly over force 6. The float was bobbing in ' +
  'the waves and the sensor took whichever height it met. A single reading is not a measurement: I took the median of ' +
  'sixty readings a minute, and the error fell below 2 cm.'

export async function makePicture(): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const
  return sharp({ create: { width: 640, height: 400, channels: 3, background: 'white', noise } })
    .png()
    .toBuffer()
}
