import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import type { CastName } from '../../src/commands/seed/cast.ts'
import { demonstrationPassword, people } from '../../src/commands/seed/cast.ts'
import { csv as resultsCsv } from '../../test/record/support.ts'
import { csvOf, learner, learners } from '../../test/registration/files.ts'
import { type Somebody, somebody } from '../support/files.ts'
import { letterTo } from '../support/letters.ts'
import { visitAs } from '../support/people.ts'
import { send, shareFirstPage } from '../support/share-link.ts'
import { visit } from '../support/visit.ts'

/** Addresses that stand in no list of ours: they come from letters, from forms, from what was just made. */
export interface World {
  readonly picture: string
  readonly removedItem: string
  readonly held: string
  readonly removedHeld: string
  readonly page: string
  readonly removedPage: string
  readonly line: string
  readonly share: string
  readonly link: string
  readonly lineOfLink: string
  readonly sharedWithMe: string
  readonly lineOfSharedWithMe: string
  readonly log: string
  readonly university: string
  readonly qualification: string
  readonly series: string
  readonly exams: string
  readonly batch: string
  readonly issuedResult: string
  readonly heldRow: string
  readonly lookUp: string
  readonly challenge: string
  readonly wrongOfLearner: string
  readonly missingOfLearner: string
  readonly challengeAtWork: string
  readonly learnerDetails: string
  readonly learnerRecord: string
  readonly learnerRecordLine: string
  /** As its learner sees it. */
  readonly sharedWithUniversity: string
  readonly sharedRecord: string
  readonly joinCode: string
  readonly classList: string
  readonly registration: string
  readonly registrationRow: string
  readonly confirmSignUp: string
  readonly confirmAddress: string
  readonly resetPassword: string
  readonly recover: string
  readonly cancelRecovery: string
}

const slow = { javaScript: false }

/** Made through the pages by people whom no other journey uses, in whatever language they read. */
export async function makeWorld(): Promise<World> {
  const newcomer = somebody('Mair')
  const amina = await visitAs('amina', undefined, slow)
  return {
    ...(await ofLearner(amina)),
    ...(await ofShared()),
    ...(await ofUniversity()),
    ...(await ofRecordShares(amina)),
    ...(await ofLetters(amina, newcomer)),
  }
}

async function ofLearner(amina: Page) {
  const picture = await hrefOn(amina, '/portfolio', 'main a[href^="/portfolio/items/0"]', 'tides')
  const line = await hrefOn(amina, '/record', 'main a[href^="/record/"]:not([href$=claim])')
  const challenge = await hrefOn(amina, '/record/challenges', 'main table a')
  const page = await hrefOn(amina, '/portfolio/pages', 'main a[href^="/portfolio/pages/0"]')
  await amina.goto('/portfolio/items/new/entry')
  await amina.locator('input[name=title]').fill('A thought that was not worth keeping')
  await send(amina, 'title')
  const removedItem = `${new URL(amina.url()).pathname}/removal`
  await remove(amina, removedItem)
  const held = await hold(amina, 'Volunteer of the year')
  const removedHeld = `${await hold(amina, 'A badge that was not worth keeping')}/removal`
  await remove(amina, removedHeld)
  await amina.goto('/portfolio/pages/new')
  await amina.locator('input[name=title]').fill('A page that was not worth keeping')
  await send(amina, 'title')
  const removedPage = new URL(amina.url()).pathname.replace(/\/edit$/, '/removal')
  await amina.goto(removedPage.replace(/\/removal$/, ''))
  await remove(amina, removedPage)
  const link = new URL(await shareFirstPage(amina, 'Everybody Ltd')).pathname
  const share = new URL(amina.url()).pathname
  const visitor = await visit(link, slow)
  return {
    picture,
    line,
    challenge,
    page,
    removedItem,
    held,
    removedHeld,
    removedPage,
    share,
    link,
    lineOfLink: await firstLine(visitor, link),
  }
}

async function hold(page: Page, name: string): Promise<string> {
  await page.goto('/portfolio/credentials')
  const badge = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiableCredential'],
    issuer: { id: 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK', name: 'Harbour Rescue' },
    name,
    credentialSubject: { id: 'urn:uuid:0d0e7f0a-1111-4222-8333-444455556666' },
  }
  await page.locator('textarea[name=text]').fill(JSON.stringify(badge))
  await send(page, 'text')
  return new URL(page.url()).pathname
}

async function remove(page: Page, address: string): Promise<void> {
  await Promise.all([
    page.waitForURL(`**${address}`),
    page.locator(`form[action="${address}"] button`).click(),
  ])
}

async function ofShared() {
  const sian = await visitAs('sian', undefined, slow)
  const log = await hrefOn(sian, '/log', 'main a[href^="/log/"]')
  const sharedWithMe = await hrefOn(sian, '/shared-with-me', 'main a[href^="/shared-with-me/"]')
  await sian.goto(sharedWithMe)
  return { log, sharedWithMe, lineOfSharedWithMe: await firstLine(sian, sharedWithMe) }
}

/** Opens what was shared and follows the first mark. */
async function firstLine(page: Page, address: string): Promise<string> {
  await page.locator(`form[action$="/opening"] button`).click()
  return hrefNow(page, `main a[href^="${address}/lines/"]`)
}

/** Ruth, the registrar, becomes exams officer too: then one person sees every page of an organisation. */
async function ofUniversity() {
  const ruth = await visitAs('ruth', undefined, slow)
  const university = await hrefOn(ruth, '/', 'nav a[href^="/organisations/"]')
  await ruth.goto(university)
  if ((await ruth.locator(`main a[href="${university}/exams"]`).count()) === 0) {
    await ruth.goto(`${university}/members`)
    await ruth.locator('input[name=address]').fill(people.ruth.email)
    await ruth.locator('select[name=role]').selectOption('examsOfficer')
    await send(ruth, 'role')
    await ruth.goto('/account/memberships')
    // Together: a click may come back only when the next page has loaded, and then nothing loads any more.
    await Promise.all([ruth.waitForEvent('load'), ruth.locator('button[name=answer]').first().click()])
  }
  const batch = await hrefOn(ruth, `${university}/results`, 'main table a')
  await ruth.locator('input[name=uln]').fill(people.gethin.uln)
  await send(ruth, 'uln')
  const issuedResult = await hrefNow(ruth, 'main a[href*="/results/events/"]')
  await ruth.goto(`${university}/learners`)
  const purpose = ruth.locator('input[name=purpose]').first()
  if ((await purpose.getAttribute('type')) === 'radio') await purpose.check()
  else await purpose.fill('To look at every page')
  await send(ruth, 'purpose')
  const lookUp = new URL(ruth.url()).pathname
  const learnerDetails = await hrefNow(ruth, 'main a[href$="/details"]')
  await ruth.locator('form[action$="/records"] button').first().click()
  await ruth.waitForURL('**/learners/records/*')
  const learnerRecord = new URL(ruth.url()).pathname
  const learnerRecordLine = await hrefNow(ruth, `main a[href^="${learnerRecord}/"]`)
  return {
    university,
    batch,
    issuedResult,
    lookUp,
    learnerDetails,
    learnerRecord,
    learnerRecordLine,
    ...(await ofChallenges(ruth, learnerRecordLine)),
    ...(await ofClasses(ruth, university)),
    ...(await ofRegistration(ruth, university)),
    ...(await ofSeries(ruth, university)),
    heldRow: await rowThatWaits(ruth, university),
  }
}

/** A row with a learner's number and another's names, as soon as the job has found whom it could mean. */
async function rowThatWaits(ruth: Page, university: string): Promise<string> {
  const row = { ULN: people.gethin.uln, GivenName: 'Nobody', FamilyName: 'Else', Series: 'June 2024' }
  const buffer = Buffer.from(resultsCsv([row]))
  await ruth.goto(`${university}/results/new`)
  await ruth
    .locator('main input[type=file]')
    .setInputFiles({ name: 'waits.csv', mimeType: 'text/csv', buffer })
  await Promise.all([
    ruth.waitForURL(/\/results\/[0-9a-f-]{36}$/),
    ruth.locator('main form button[type=submit]').first().click(),
  ])
  await Promise.all([ruth.waitForEvent('load'), ruth.locator('main form[action$="/loading"] button').click()])
  await ruth.goto(`${university}/held-results`)
  const waiting = `main a[href^="${university}/held-results/"]`
  for (let looks = 0; (await ruth.locator(waiting).count()) === 0 && looks < 60; looks += 1) {
    await ruth.waitForTimeout(500)
    await ruth.reload()
  }
  return hrefNow(ruth, waiting)
}

/** A series of the university's own; as a centre it enters candidates for those of others. */
async function ofSeries(ruth: Page, university: string) {
  const olu = await visitAs('olu', '/operator/centres', slow)
  await olu.locator('main input[name=number]:not([type=hidden])').fill('68999')
  await olu.locator('select[name=organisation]').selectOption({ label: 'University of Northmoor' })
  await olu.getByRole('button', { name: 'Enter the centre' }).click()
  await olu.getByText('68999').waitFor()
  await ruth.goto(`${university}/series`)
  await ruth.locator('input[name=series]').fill('June 2031')
  await send(ruth, 'series')
  return {
    qualification: await hrefOn(ruth, '/qualifications', 'main a[href^="/qualifications/"]'),
    series: await hrefOn(ruth, `${university}/series`, `main a[href^="${university}/series/"]`),
    exams: await hrefOn(ruth, `${university}/exams`, `main a[href^="${university}/exams/"]`),
  }
}

/** A result of the university's own is missing, says the university: it both asks and answers. */
async function ofChallenges(ruth: Page, learnerRecordLine: string) {
  const wrongOfLearner = await hrefOn(ruth, learnerRecordLine, 'main a[href$="/challenge"]')
  const missingOfLearner = wrongOfLearner.replace(/\/events\/[^/]+\/challenge$/, '/challenge')
  await ruth.goto(missingOfLearner)
  await ruth.locator('select[name=issuer]').selectOption({ label: 'University of Northmoor' })
  await ruth.locator('textarea[name=said]').fill('A module of the second year is missing.')
  await send(ruth, 'said')
  return { wrongOfLearner, missingOfLearner, challengeAtWork: new URL(ruth.url()).pathname }
}

/** The record, or a part of it, for an organisation and for a person. */
async function ofRecordShares(amina: Page) {
  const share = async (audience: string, recipient: string) => {
    await amina.goto('/shares/record/listed')
    await amina.locator(`input[name=audience][value=${audience}]`).check()
    await amina.locator('input[name=events]').first().check()
    await amina.locator('input[name=recipient]').fill(recipient)
    await amina.locator('input[name=purpose]').fill('To look at every page')
    await send(amina, 'purpose')
    return new URL(amina.url()).pathname
  }
  const university = await share('organisation', 'University of Northmoor')
  const sian = await share('person', people.sian.email)
  return {
    sharedWithUniversity: university,
    sharedRecord: sian.replace('/shares/', '/shared-with-me/records/'),
  }
}

/** A code for the wall, and a class list that was checked. */
async function ofClasses(ruth: Page, university: string) {
  await ruth.goto(`${university}/classes/lists/new`)
  await ruth.locator('input[name=cohort]').fill('Oceanography')
  const { uln, givenName, familyName } = people.gethin
  const rows = `ULN,GivenName,FamilyName,DateOfBirth\n${uln},${givenName},${familyName},2000-01-01\n`
  await ruth
    .locator('input[type=file]')
    .setInputFiles({ name: 'oceanography.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) })
  await send(ruth, 'cohort')
  const classList = new URL(ruth.url()).pathname
  await ruth.goto(`${university}/classes`)
  await ruth.locator('input[name=cohort]').fill('Oceanography')
  await send(ruth, 'cohort')
  const code = (await ruth.locator('.slip__code').first().textContent()) ?? ''
  return { classList, joinCode: `/join/${code}` }
}

/** A registration file that is done, with twins in it: a row that waits for a person. */
async function ofRegistration(ruth: Page, university: string) {
  const name = 'LRB_90000059_250920260930.CSV'
  const twin = { FamilyName: 'Twinne', DateOfBirth: '2007-03-04' }
  const rows = [
    ...learners(48),
    learner(9100, { ...twin, GivenName: 'Mia' }),
    learner(9100, { ...twin, GivenName: 'Max' }),
  ]
  await ruth.goto(`${university}/registrations/new`)
  await ruth.locator('input[name=cohort]').fill('Oceanography')
  await ruth
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(csvOf(name, '90000059', rows)) })
  await send(ruth, 'cohort')
  const registration = new URL(ruth.url()).pathname
  await Promise.all([
    ruth.waitForEvent('load'),
    ruth.locator(`form[action="${registration}/start"] button`).first().click(),
  ])
  const waiting = `a[href^="${registration}/rows/"]`
  for (let looks = 0; (await ruth.locator(waiting).count()) === 0 && looks < 60; looks += 1) {
    await ruth.waitForTimeout(500)
    await ruth.reload()
  }
  return { registration, registrationRow: await hrefNow(ruth, waiting) }
}

async function ofLetters(amina: Page, newcomer: Somebody) {
  const visitor = await visit('/sign-up', slow)
  const fill = (field: string, text: string) => visitor.locator(`input[name="${field}"]`).fill(text)
  await fill('givenName', newcomer.givenName)
  await fill('familyName', newcomer.familyName)
  await fill('address', newcomer.email)
  await fill('password', 'Four-geese-over-Barry-41')
  for (const part of ['day', 'month', 'year'] as const) await fill(`birthDate-${part}`, newcomer.born[part])
  await send(visitor, 'givenName')

  await visitor.goto('/forgotten-password')
  await fill('address', people.priya.email)
  await send(visitor, 'address')

  const second = `amina.${randomUUID().slice(0, 8)}@post.example`
  await amina.goto('/account/addresses')
  await amina.locator('main input[name=address][type=email]').fill(second)
  await amina.locator('input[name=purpose]').last().check()
  await amina.locator('input[name=password]').fill(demonstrationPassword)
  await send(amina, 'purpose')

  const olu = await visitAs('olu', '/operator/recoveries', slow)
  await olu.locator('input[name=address]').fill(people.daniel.email)
  await olu.locator('input[name=newAddress]').fill(`daniel.${randomUUID().slice(0, 8)}@post.example`)
  await olu.locator('[name=reason]').fill('He showed his passport at the office.')
  await send(olu, 'reason')

  return {
    recover: await recoveryAddress('erik'),
    confirmSignUp: await letter(visitor, newcomer.email, '/sign-up/confirm/'),
    resetPassword: await letter(visitor, people.priya.email, '/reset-password/'),
    confirmAddress: await letter(visitor, second, '/account/addresses/confirm/'),
    cancelRecovery: await letter(visitor, people.daniel.email, '/recover/cancel/'),
  }
}

/** With a printed code, as somebody who has lost address and password. */
async function recoveryAddress(name: CastName): Promise<string> {
  const page = await visitAs(name, '/account/recovery-codes', slow)
  await page.locator('input[name=password]').fill(demonstrationPassword)
  await send(page, 'password')
  const code = await page.locator('main li code, main li').first().innerText()
  const visitor = await visit('/recover', slow)
  await visitor.locator('input[name=address]').fill(people[name].email)
  await visitor.locator('input[name=code]').fill(code)
  await send(visitor, 'code')
  return new URL(visitor.url()).pathname
}

async function letter(page: Page, recipient: string, path: string): Promise<string> {
  const letters = await letterTo(page, recipient, path)
  const href = await letters.locator(`a[href*="${path}"]`).first().getAttribute('href')
  return new URL(href ?? '').pathname
}

async function hrefOn(page: Page, path: string, selector: string, text = ''): Promise<string> {
  await page.goto(path)
  return hrefNow(page, selector, text)
}

async function hrefNow(page: Page, selector: string, text = ''): Promise<string> {
  const href = await page.locator(selector).filter({ hasText: text }).first().getAttribute('href')
  return new URL(href ?? '', page.url()).pathname
}
