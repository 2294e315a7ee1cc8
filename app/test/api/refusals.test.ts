import { describe, expect, test } from 'vitest'
import { operations } from '../../src/api/operations.ts'
import { scopes } from '../../src/identity/scopes.ts'
import { itemKinds } from '../../src/portfolio/item/item.ts'
import { isUpload } from '../../src/routes.ts'
import { described } from './contract.ts'
import { apiCells } from '../matrix/api-cells.ts'
import type { Things } from '../matrix/world.ts'
import { apiWorld } from './world.ts'

const { app, server, clock, call, tokenOf, organisation, owner, actorOf } = await apiWorld()
const meridian = await organisation('90000011')
const nothing = '019a0000-0000-7000-8000-000000000001'
const root = '/api/v1'

/** A request that is refused before anything is looked up, or finds nothing. */
const pathOf = (path: string, organisationId = nothing) =>
  path
    .replace('{organisationId}', organisationId)
    .replace('{relation}', 'has_evidence')
    .replace(/\{(?:version|row)\}/, '1')
    .replace(/\{\w+\}/g, nothing)

const all = operations.map((operation) => ({ ...operation, METHOD: operation.method.toUpperCase() }))
const closed = all.filter(({ access }) => access !== 'public')

/** Something of the right media type: whether it is right is not asked so early. */
const sending = ({ body, bytes }: (typeof all)[number]) =>
  body ? { body: {} } : bytes ? { bytes: 'x', headers: { 'content-type': 'text/csv' } } : {}

describe('signed out', () => {
  test.each(closed)('$METHOD $path is 401', async (operation) => {
    const answer = await call(operation.METHOD, pathOf(operation.path), sending(operation))
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    expect(answer.json).toEqual({ type: '/problems/unauthenticated', title: 'Please sign in', status: 401 })
  })

  test('what is not there answers as what is', async () => {
    const known = await call('GET', `/items/${nothing}`)
    const unknown = await call('GET', '/nothing/at/all')
    expect([unknown.status, unknown.text]).toEqual([known.status, known.text])
    expect((await call('GET', '/items/nonsense')).status).toBe(401)
    expect((await call('GET', '/nothing/at/all', { as: 'amina' })).status).toBe(404)
  })
})

describe('a token', () => {
  test.each(closed)('without its scope may not $METHOD $path', async (operation) => {
    const others = scopes.filter((scope) => scope !== operation.access)
    const token = await tokenOf('helen', { scopes: others })
    const answer = await call(operation.METHOD, pathOf(operation.path), { token, ...sending(operation) })
    expect(answer.status).toBe(403)
    expect(answer.json.detail).toBe('This token was not made for that.')
  })

  test('that has ended, was revoked or never was is nobody’s', async () => {
    const ends = await tokenOf('amina', { expiresAt: new Date(app.now().getTime() + 60_000) })
    const revoked = await tokenOf('amina')
    expect((await call('GET', '/me', { token: ends })).status).toBe(200)
    expect((await call('GET', '/me', { token: revoked })).status).toBe(200)
    clock.advance({ minutes: 2 })
    await owner.query('update api_token set revoked_at = now() where expires_at is null')
    for (const token of [ends, revoked, `vdm_${'A'.repeat(43)}`, 'nonsense']) {
      const answer = await call('GET', '/me', { token })
      expect(answer.status).toBe(401)
      expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
    }
    await owner.query('update api_token set revoked_at = null')
  })
})

describe('what is somebody else’s', () => {
  test.each(closed.filter(({ path }) => path.includes('{organisationId}')))(
    'organisation: $METHOD $path is not found',
    async (operation) => {
      const valid = validFor(operation)
      const answer = await call(operation.METHOD, pathOf(operation.path, meridian), { as: 'amina', ...valid })
      expect(answer.status).toBe(404)
      const unknown = await call(operation.METHOD, pathOf(operation.path), { as: 'amina', ...valid })
      expect([unknown.status, unknown.text]).toEqual([answer.status, answer.text])
    },
  )

  const things = async () => {
    const one = async (text: string, values: unknown[]) =>
      (await owner.query(text, values)).rows[0]?.id as string
    const { personId, learnerIds } = await actorOf('amina')
    return {
      record: await one('select event_id as id from learning_event where learner_id = any($1)', [learnerIds]),
      items: await one("select item_id as id from item where owner_id = $1 and kind = 'entry'", [personId]),
      files: await one("select item_id as id from item where owner_id = $1 and kind = 'resource'", [
        personId,
      ]),
      pages: await one('select page_id as id from page where owner_id = $1 and published_version = 1', [
        personId,
      ]),
      shares: await one('select grant_id as id from access_grant where owner_id = $1', [personId]),
      'shared-records': await one(
        'select grant_id as id from access_grant where owner_id = $1 and page_id is null',
        [personId],
      ),
      challenges: await one('select challenge_id as id from challenge where learner_id = any($1)', [
        learnerIds,
      ]),
      classes: nothing,
      'merge-questions': nothing,
      'shared-with-me': await one(
        "select grant_id as id from access_grant where owner_id = $1 and audience = 'link'",
        [personId],
      ),
    }
  }
  const own = closed.filter(({ path }) => /^\/[\w-]+\/\{id\}/.test(path))
  test.each(own)('thing: $METHOD $path is not found', async (operation) => {
    const noun = operation.path.split('/')[1] as keyof Awaited<ReturnType<typeof things>>
    const id = (await things())[noun]
    expect(id).toBeDefined()
    const valid = validFor(operation)
    const path = pathOf(operation.path.replace('{id}', id))
    // A token with every scope, of somebody who has a portfolio too.
    const answer = await call(operation.METHOD, path, { as: 'gethin', ...valid })
    expect(answer.status).toBe(404)
    const unknown = await call(operation.METHOD, pathOf(operation.path), { as: 'gethin', ...valid })
    expect([unknown.status, unknown.text]).toEqual([answer.status, answer.text])
  })

  test('a page or a thing in a body is not found either', async () => {
    const { pages, items } = await things()
    const share = { ...bodies['createShare']?.body, pageId: pages }
    expect((await call('POST', '/shares', { as: 'gethin', body: share })).status).toBe(404)
    const page = await call('POST', '/pages', { as: 'gethin', body: { title: 'Mine' } })
    const draft = { revision: 1, title: 'Mine', language: 'en', blocks: [{ kind: 'item', thingId: items }] }
    const answer = await call('PUT', `/pages/${page.json.id}/draft`, { as: 'gethin', body: draft })
    expect(answer.json.errors).toMatchObject([{ field: 'blocks.0.thingId' }])
  })

  test('a member without the role is told so', async () => {
    const harbour = await organisation('90000035')
    expect((await call('GET', `/organisations/${harbour}/claims`, { as: 'tom' })).status).toBe(403)
  })
})

describe('what is sent wrong', () => {
  test.each(all.filter(({ body }) => body))('$METHOD $path says which fields', async (operation) => {
    const path = pathOf(operation.path, meridian)
    const answer = await call(operation.METHOD, path, { as: 'helen', body: { nonsense: true } })
    expect(answer.status).toBe(422)
    expect(answer.json).toMatchObject({ type: '/problems/invalid', status: 422 })
    expect(answer.json.errors.length).toBeGreaterThan(0)
  })

  test.each(all.filter(({ body }) => body))(
    '$METHOD $path takes JSON and nothing else',
    async (operation) => {
      const path = pathOf(operation.path, meridian)
      const headers = { 'content-type': 'text/plain' }
      expect((await call(operation.METHOD, path, { as: 'helen', bytes: '{}', headers })).status).toBe(415)
      const broken = { as: 'helen', bytes: '{', headers: { 'content-type': 'application/json' } } as const
      expect((await call(operation.METHOD, path, broken)).status).toBe(422)
    },
  )

  test('is said field by field, in the language of whoever asks', async () => {
    const body = { kind: 'poem', title: 7, extra: true, occurredOn: '2025-13' }
    const english = await call('POST', '/items', { as: 'amina', body })
    expect(english.json.errors).toEqual([
      {
        field: 'kind',
        detail: `This has to be one of: ${itemKinds.filter((kind) => kind !== 'resource').join(', ')}`,
      },
      { field: 'title', detail: 'This has to be of the type string.' },
      { field: 'language', detail: 'This is needed.' },
      { field: 'extra', detail: 'There is no such field.' },
    ])
    const welsh = await call('POST', '/items', { as: 'gethin', body })
    expect(welsh.json.title).toBe('Mae angen cywiro rhywbeth')
    const date = { kind: 'entry', title: 'T', language: 'en', occurredOn: '2025-13' }
    expect((await call('POST', '/items', { as: 'amina', body: date })).json.errors[0].field).toBe(
      'occurredOn',
    )
  })

  test('too much of it is 413, and nothing is kept', async () => {
    const body = { kind: 'entry', title: 'T', language: 'en', happened: 'x'.repeat(2_100_000) }
    const answer = await call('POST', '/items', { as: 'amina', body })
    expect(answer.status).toBe(413)
    const large = { bytes: '{'.padEnd(20_000_001, ' ') }
    expect((await call('POST', '/verify', large)).status).toBe(413)
  })

  test('too often is 429, and says when', async () => {
    const tries = []
    for (let times = 0; times < 11; times += 1) {
      tries.push(await call('POST', '/claims', { as: 'sian', body: { uln: '1234567890', code: 'nonsense' } }))
    }
    expect(tries.map(({ status }) => status)).toEqual([...Array(10).fill(422), 429])
  })
})

describe('a session', () => {
  test('may use the API with the token of its forms, from our own pages', async () => {
    const visitor = (await import('../support/browser.ts')).browser(server, { origin: app.config.publicUrl })
    await visitor.get('/sign-in')
    await visitor.submit('#sign-in', { address: 'learner@demo.example', password: 'Take-me-along-26' })
    const csrf = visitor.page.document.querySelector('[name=csrf]')?.getAttribute('value') ?? ''
    expect((await visitor.request(`${root}/me`)).status).toBe(200)
    const init = { method: 'POST', body: JSON.stringify({ title: 'Mine' }) }
    const json = { 'content-type': 'application/json' }
    expect((await visitor.request(`${root}/pages`, { ...init, headers: json })).status).toBe(403)
    const good = { ...json, 'x-csrf-token': csrf }
    expect((await visitor.request(`${root}/pages`, { ...init, headers: good })).status).toBe(201)
    const foreign = { ...good, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    expect((await visitor.request(`${root}/pages`, { ...init, headers: foreign })).status).toBe(403)
    const file = { method: 'POST', body: 'x', headers: { 'content-type': 'text/plain' } }
    expect((await visitor.request(`${root}/files`, file)).status).toBe(403)
  })
})

test('a body that is a file is not held in memory', () => {
  const uploads = described.filter(
    ({ requestBody }) => requestBody && !('application/json' in requestBody.content),
  )
  expect(uploads.length).toBe(7)
  for (const { path } of uploads) expect(isUpload(path.replace(/\{\w+\}/g, nothing))).toBe(true)
})

const learner = {
  uln: '1234567890',
  givenName: 'A',
  familyName: 'B',
  birthDate: '2008-01-01',
  cohort: '2026',
}
/** What the matrix sends, with ids of nothing; else what an operation of no body takes. */
function validFor(operation: (typeof all)[number]) {
  const own = bodies[operation.id]
  if (own) return own
  const body = apiCells[operation.id]?.body?.(noThings)
  return body !== undefined && operation.body ? { body } : sending(operation)
}

/** Every thing of the world of the matrix stands for one that is not there. */
const noThings = new Proxy({}, { get: () => nothing }) as Things

/** What each operation would take, where an empty object is refused before anything is looked up. */
const bodies: Readonly<Record<string, { body: object }>> = {
  changeItem: { body: { version: 1, title: 'T', language: 'en' } },
  relateItems: { body: { relation: 'has_evidence', otherId: nothing } },
  saveDraft: { body: { revision: 1, title: 'T', language: 'en', blocks: [] } },
  createShare: { body: { pageId: nothing, audience: 'link', recipient: 'Acme', purpose: 'Work' } },
  searchResults: { body: { uln: '8228186621' } },
  correctResult: { body: { grade: '7', awardDate: '2026-08-13', status: 'final', reason: 'Added up anew' } },
  withdrawResult: { body: { reason: 'Issued in error' } },
  registerLearner: { body: learner },
  enrolLearner: { body: learner },
  endEnrolment: { body: { cohort: '2026' } },
  lookUpLearners: { body: { purpose: 'Printing codes' } },
  makeClaimCodes: { body: { cohort: '2026' } },
  decideClaim: { body: { decision: 'granted', how: 'Known since year seven' } },
  undoClaim: { body: { reason: 'The wrong account' } },
}
