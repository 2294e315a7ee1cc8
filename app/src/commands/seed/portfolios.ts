import { Readable } from 'node:stream'
import sharp from 'sharp'
import type { App } from '../../app.ts'
import type { PersonActor } from '../../identity/actor.ts'
import { addEvidence } from '../../portfolio/file/add-evidence.ts'
import { createItem } from '../../portfolio/item/create-item.ts'
import { relateItems } from '../../portfolio/item/relate-items.ts'
import { addThings } from '../../portfolio/page/add-things.ts'
import { createPage } from '../../portfolio/page/create-page.ts'
import { publishPage } from '../../portfolio/page/publish-page.ts'
import { saveDraft } from '../../portfolio/page/save-draft.ts'
import { textBase } from '../../portfolio/page/text-base.ts'
import { ownRecord } from '../../record/own/own-record.ts'
import { createShare } from '../../sharing/create-share.ts'
import { wordsFor } from '../../words.ts'
import { people } from './cast.ts'
import type { As } from './seed.ts'
import { tideChart } from './tide-chart.ts'

type Part =
  | { readonly heading: string }
  | { readonly text: string }
  | { readonly item: string }
  | { readonly record: string }

/** What the learners have made of their own, one page shared with an employer and one with a guardian. */
export async function seedPortfolios(app: App, as: As): Promise<void> {
  await aminas(app, await as('amina'))
  await gethins(app, await as('gethin'))
  await malis(app, await as('mali'))
}

async function aminas(app: App, amina: PersonActor): Promise<void> {
  const chart = await addEvidence(
    app,
    amina,
    {
      title: 'A month of tides at the harbour wall',
      language: 'en',
      occurredOn: '2026-03',
      texts: {
        description: 'Heights that my gauge measured every ten minutes in March, against the printed tables.',
        alt: 'Line chart of the height of the tide over four weeks: two high waters a day, highest at the new moon.',
      },
    },
    {
      name: 'tides-march.png',
      content: Readable.from([await sharp(Buffer.from(tideChart())).png().toBuffer()]),
    },
  )
  const reflection = await createItem(app, amina, 'entry', {
    title: 'Why the gauge lied on windy days',
    language: 'en',
    occurredOn: '2026-04-02',
    texts: {
      happened:
        'On six days my readings were up to 30 cm off. All six had a south-westerly over force 6. The float was bobbing in the waves and the sensor took whichever height it met.',
      learned:
        'A single reading is not a measurement. I took the median of sixty readings a minute and the error fell below 2 cm. I should have looked at the weather before I blamed the sensor.',
      next: 'Put a stilling well around the float, and publish the code so that other schools on the coast can build one.',
    },
  })
  await relateItems(app, amina, reflection.id, 'reflects_on', chart.id)
  const activity = await createItem(app, amina, 'activity', {
    title: 'Volunteer with the harbour survey',
    language: 'en',
    occurredOn: '2025-09',
    texts: {
      description:
        'Saturday mornings: depth soundings from the survey boat, and entering them into the chart.',
    },
    endedOn: '2026-06',
  })
  await createItem(app, amina, 'achievement', {
    title: 'Second place, regional young engineers’ fair',
    language: 'en',
    occurredOn: '2026-05-16',
    texts: { description: 'For the tide gauge, among forty-one entries.' },
  })
  const page = await makePage(app, amina, 'A tide gauge for the harbour', [
    {
      text: 'I built an instrument that measures the tide at our harbour wall, found out why it was wrong, and put it right.',
    },
    { heading: 'Results that go with it' },
    { record: 'A level Physics' },
    { record: 'A level Mathematics' },
    { record: 'A level Design and Technology' },
    { heading: 'What I made' },
    { item: chart.id },
    { heading: 'What went wrong, and what I did' },
    { item: reflection.id },
    { item: activity.id },
  ])
  await createShare(app, amina, page, {
    audience: 'link',
    recipient: 'Acme Marine Ltd',
    purpose: 'Application for the survey apprenticeship',
    days: 60,
    mayDownload: true,
  })
}

async function gethins(app: App, gethin: PersonActor): Promise<void> {
  const entry = await createItem(app, gethin, 'entry', {
    title: 'Mesur erydiad ar Afon Teifi',
    language: 'cy',
    occurredOn: '2026-06',
    texts: {
      happened: 'Mesurais led y sianel mewn deuddeg man ar ôl llifogydd mis Chwefror.',
      learned: 'Mae angen yr un man mesur bob tro; roedd dau o’r deuddeg wedi symud.',
      next: 'Gosod pegiau parhaol cyn y gaeaf.',
    },
  })
  await makePage(app, gethin, 'Gwaith maes', [
    { text: 'Nodiadau o’m gwaith maes, a’r radd sy’n perthyn iddynt.' },
    { item: entry.id },
    { record: 'BA (Hons) Geography' },
  ])
}

async function malis(app: App, mali: PersonActor): Promise<void> {
  const entry = await createItem(app, mali, 'entry', {
    title: 'My first circuit that did something',
    language: 'en',
    occurredOn: '2026-10-14',
    texts: {
      happened: 'I made a light that comes on when it gets dark.',
      learned: 'The resistor has to match the sensor. I burned two before I measured.',
      next: 'Make it work outside.',
    },
  })
  const page = await makePage(app, mali, 'Electronics club', [{ item: entry.id }])
  await createShare(app, mali, page, {
    audience: 'person',
    recipient: people.sian.email,
    purpose: 'So that you can see what I do on Wednesdays',
    days: 30,
    mayDownload: false,
  })
}

async function makePage(
  app: App,
  person: PersonActor,
  title: string,
  parts: readonly Part[],
): Promise<string> {
  const t = wordsFor(person.language)
  const { id } = await createPage(app, person, title)
  const record = parts.some((part) => 'record' in part) ? await ownRecord(app, person) : []
  for (const part of parts) {
    if ('item' in part) await addThings(app, person, id, { kind: 'item', ids: [part.item] }, t)
    else if ('record' in part) {
      const line = record.find((one) => one.title === part.record)
      if (!line) throw new Error(`the demonstration's record lacks ${part.record}`)
      await addThings(app, person, id, { kind: 'record', ids: [line.eventId] }, t)
    } else await write(app, person, id, part)
  }
  await publishPage(app, person, id)
  return id
}

async function write(
  app: App,
  person: PersonActor,
  pageId: string,
  part: { heading: string } | { text: string },
): Promise<void> {
  const [block, text] =
    'heading' in part ? (['heading', part.heading] as const) : (['text', part.text] as const)
  const { focus } = await saveDraft(app, person, pageId, { texts: new Map(), act: { kind: 'add', block } })
  if (focus === undefined) throw new Error('nothing was added')
  await saveDraft(app, person, pageId, { texts: new Map([[focus, { text, base: textBase('') }]]) })
}
