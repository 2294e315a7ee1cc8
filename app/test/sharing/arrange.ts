import { randomUUID } from 'node:crypto'
import { actorOfPerson } from '../../src/access/load-actor.ts'
import type { PersonActor } from '../../src/identity/actor.ts'
import { addThings } from '../../src/portfolio/page/add-things.ts'
import { createPage } from '../../src/portfolio/page/create-page.ts'
import { publishPage } from '../../src/portfolio/page/publish-page.ts'
import { saveDraft } from '../../src/portfolio/page/save-draft.ts'
import { createItem } from '../../src/portfolio/item/create-item.ts'
import { createShare, type NewShare } from '../../src/sharing/create-share.ts'
import { wordsFor } from '../../src/words.ts'
import { accounts } from '../identity/accounts.ts'

/** Learners with results that were loaded and published, and pages made of them. */
export async function arrange(settings?: Record<string, string>) {
  const test = await accounts(settings)
  const { app, owner } = test
  const t = wordsFor('en')

  async function newIssuer({ admitted = true } = {}) {
    const id = randomUUID()
    const ukprn = String(10_000_000 + Math.floor(Math.random() * 80_000_000))
    await owner.query(
      `insert into organisation (organisation_id, ukprn, name, kind, created_at)
       values ($1, $2, 'Meridian Awards', 'awardingOrganisation', '2020-01-01')`,
      [id, ukprn],
    )
    if (admitted) {
      await owner.query(
        `insert into admission (organisation_id, statement_kind, proposed_by, admitted_by, since)
         values ($1, 'result', 'test', 'another', '2020-01-01')`,
        [id],
      )
    }
    return id
  }

  async function release(issuerId: string, at = 'now'): Promise<string> {
    const batchId = randomUUID()
    await owner.query(`insert into release (batch_id, issuer_id, release_at) values ($1, $2, $3)`, [
      batchId,
      issuerId,
      at === 'now' ? new Date(Date.now() - 1000) : at,
    ])
    return batchId
  }

  /** A learner of the register whom the person has claimed. */
  async function newLearner(personId: string): Promise<string> {
    const learnerId = randomUUID()
    const claimId = randomUUID()
    await owner.query(
      `insert into learner (learner_id, uln, given_name, family_name, given_name_key, family_name_key, birth_date,
         registered_by, version, created_at, updated_at)
       values ($1, $2, 'Amina', 'Rahman', 'amina', 'rahman', '2008-02-03', $1, 1, now(), now())`,
      [learnerId, `ULN${learnerId.slice(0, 7)}`],
    )
    await owner.query(`insert into learner_owner values ($1, $2, $3, now())`, [learnerId, personId, claimId])
    await owner.query(
      `insert into learner_of_person (person_id, learner_id, claim_id, since) values ($2, $1, $3, now())`,
      [learnerId, personId, claimId],
    )
    return learnerId
  }

  interface EventAs {
    learnerId: string
    issuerId: string
    eventId?: string
    version?: number
    change?: string
    grade?: string
    batchId?: string
  }

  async function newEvent(as: EventAs): Promise<string> {
    const eventId = as.eventId ?? randomUUID()
    await owner.query(
      `insert into specification (specification_id, qualification_number, component, title, level, grading_scheme,
         series, status, source, restriction)
       values (1, '601/4700/3', '', 'GCSE Mathematics', '1/2', 'GCSE9-1', '2026-06', 'final', 'AO', 0)
       on conflict do nothing`,
    )
    await owner.query(
      `insert into learning_event (learner_id, award_year, event_id, version, issuer_id, batch_id, change,
         specification_id, identifier, grade, award_date, loaded_at)
       values ($1, 2026, $2, $3, $4, $5, $6, 1, '8228186621', $7, '2026-08-20', now())`,
      [
        as.learnerId,
        eventId,
        as.version ?? 1,
        as.issuerId,
        as.batchId ?? (await release(as.issuerId)),
        as.change ?? 'loaded',
        as.grade ?? '7',
      ],
    )
    return eventId
  }

  /** A published page with a text, a reflection and these lines. */
  async function newPage(actor: PersonActor, eventIds: readonly string[], itemIds: readonly string[] = []) {
    const item = await createItem(app, actor, 'entry', {
      title: 'The tide chart',
      language: 'en',
      texts: { happened: 'I measured the harbour.', learned: 'Patience.', next: 'Again.' },
    })
    const page = await createPage(app, actor, 'Why I want to build boats')
    await saveDraft(app, actor, page.id, { texts: new Map(), act: { kind: 'add', block: 'text' } })
    await addThings(app, actor, page.id, { kind: 'item', ids: [item.id, ...itemIds] }, t)
    if (eventIds.length > 0) await addThings(app, actor, page.id, { kind: 'record', ids: eventIds }, t)
    await publishPage(app, actor, page.id)
    return { pageId: page.id, itemId: item.id }
  }

  /** Somebody with one confirmed result on a published page. */
  async function newSharer({ admitted = true, birthDate = '1999-05-17' } = {}) {
    const account = await test.newAccount({ birthDate })
    const issuerId = await newIssuer({ admitted })
    const learnerId = await newLearner(account.personId)
    const eventId = await newEvent({ learnerId, issuerId })
    const actor = await actorOfPerson(app, account.personId)
    const { pageId, itemId } = await newPage(actor, [eventId])
    return { account, actor, issuerId, learnerId, eventId, pageId, itemId }
  }

  async function share(sharer: { actor: PersonActor; pageId: string }, more: Partial<NewShare> = {}) {
    const made = await createShare(app, sharer.actor, sharer.pageId, {
      audience: 'link',
      recipient: 'Acme Ltd',
      purpose: 'application',
      days: 30,
      mayDownload: false,
      ...more,
    })
    return { grantId: made.grantId, token: made.token ?? '', path: `/s/${made.token}` }
  }

  const openingsOf = async (grantId: string) =>
    (
      await owner.query<{
        opening_id: string
        looks: number
        page_version: number
        first_at: Date
        last_at: Date
      }>('select * from opening where grant_id = $1 order by opening_id', [grantId])
    ).rows

  return { ...test, newIssuer, newLearner, newEvent, newPage, newSharer, release, share, openingsOf }
}
