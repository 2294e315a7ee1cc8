import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { FileToGive, Hands } from '../support/hands.ts'
import type { Somebody } from '../support/files.ts'
import { letterTo } from '../support/letters.ts'
import { arrivedAt, onward } from '../support/onward.ts'

/** From the front page through the letter to the first page of one's own. */
export async function openAccount(page: Page, hands: Hands, learner: Somebody): Promise<void> {
  await hands.press(page.getByRole('link', { name: 'Create an account' }))
  await arrivedAt(page, /account/i)
  await hands.type(page.getByLabel('Given name'), learner.givenName)
  await hands.type(page.getByLabel('Family name'), learner.familyName)
  await hands.type(page.getByLabel('E-mail address'), learner.email)
  await hands.type(page.getByLabel('Password'), 'Four-geese-over-Barry-41')
  for (const [label, part] of [
    ['Day', 'day'],
    ['Month', 'month'],
    ['Year', 'year'],
  ] as const) {
    await hands.type(page.getByLabel(label, { exact: true }), learner.born[part])
  }
  await hands.press(page.getByRole('button', { name: 'Create account' }))
  await page.waitForURL(/\/sign-up\/sent/)
  const letter = await letterTo(page, learner.email)
  await hands.press(letter.getByRole('link', { name: 'sign-up/confirm' }))
  await hands.press(page.getByRole('button', { name: 'Open my account' }))
  await arrivedAt(page, `Hello, ${learner.givenName}`)
}

export async function claimRecord(page: Page, hands: Hands, uln: string, code: string): Promise<void> {
  await onward(page, hands, 'Find your results')
  await hands.type(page.getByLabel('Unique Learner Number (ULN)').first(), uln)
  await hands.type(page.getByLabel('Code', { exact: true }), code)
  await hands.press(page.getByRole('button', { name: 'Connect my record' }))
  await arrivedAt(page, 'Record')
  await page.getByText('Your record is connected with your account.').waitFor()
}

/** As a timeline and as a table: the grade, and who confirms it. */
export async function readRecord(page: Page, hands: Hands): Promise<void> {
  const line = page.getByRole('listitem').filter({ hasText: 'A level Physics' })
  // A row that waited for its learner attaches itself in a moment.
  await expect
    .poll(
      async () => {
        await page.goto('/record')
        return line.count()
      },
      { timeout: 15_000 },
    )
    .toBe(1)
  expect(await line.innerText()).toMatch(/\bB\b[^]*confirmed by Meridian Awards/)
  await hands.press(page.getByRole('link', { name: 'Table', exact: true }))
  const row = page.getByRole('table').getByRole('row').filter({ hasText: 'A level Physics' })
  expect(await row.innerText()).toMatch(/B[^]*June 2026[^]*confirmed by Meridian Awards/)
}

export async function addEvidence(page: Page, hands: Hands, file: FileToGive): Promise<void> {
  await onward(page, hands, 'Portfolio')
  await onward(page, hands, 'Add a file')
  await hands.type(page.getByLabel('Title'), 'The weather mast')
  await hands.type(page.getByLabel('What does the picture show?'), 'A mast of three metres with a wind vane.')
  await hands.give(page.getByLabel('File', { exact: true }), file)
  await hands.press(page.getByRole('button', { name: 'Upload' }))
  await arrivedAt(page, 'The weather mast')
  await page.getByText('Your file is here, encrypted').waitFor()
}

export async function addReflection(page: Page, hands: Hands): Promise<void> {
  await onward(page, hands, 'Portfolio')
  await onward(page, hands, 'Write a reflection')
  await hands.type(page.getByLabel('Title'), 'What the wind taught me')
  await hands.type(page.getByLabel('What did I learn?'), 'Gusts need ten readings a second.')
  await hands.press(page.getByRole('button', { name: 'Save' }))
  await arrivedAt(page, 'What the wind taught me')
}

/** A page of a text, both things and the result; the result is then moved up with its button. */
export async function makePage(page: Page, hands: Hands): Promise<void> {
  await onward(page, hands, 'Portfolio')
  await hands.press(page.getByRole('link', { name: 'Make your first page' }))
  await arrivedAt(page, 'New page')
  await hands.type(page.getByLabel('Title of the page'), 'A mast for the wind')
  await hands.press(page.getByRole('button', { name: 'Start writing' }))
  await arrivedAt(page, 'A mast for the wind')
  const add = page.getByRole('group', { name: 'Add to the page' })
  await hands.press(add.getByRole('button', { name: 'Text' }))
  await hands.type(page.getByLabel('Text (part 1 of 1)'), 'I built a mast and measured the wind.')
  await put(page, hands, 'One of my things', ['What the wind taught me', 'The weather mast'])
  await put(page, hands, 'A line of my record', ['A level Physics'])
  expect(await parts(page)).toEqual([
    'I built a mast and measured the wind.',
    'What the wind taught me',
    'The weather mast',
    'A level Physics',
  ])
  await hands.press(page.getByRole('button', { name: /^Move up: A level Physics/ }))
  await page.getByRole('button', { name: 'Move up: A level Physics, part 3 of 4' }).waitFor()
  expect((await parts(page)).slice(2)).toEqual(['A level Physics', 'The weather mast'])
}

async function put(page: Page, hands: Hands, kind: string, titles: readonly string[]): Promise<void> {
  await hands.press(page.getByRole('group', { name: 'Add to the page' }).getByRole('button', { name: kind }))
  await arrivedAt(page, /^Put /)
  for (const title of titles) await hands.tick(page.getByRole('checkbox', { name: title }))
  await hands.press(page.getByRole('button', { name: 'Put on the page' }))
  await arrivedAt(page, 'A mast for the wind')
}

/** What stands on the page in the editor, from the top: texts by what they say, things by their titles. */
function parts(page: Page): Promise<string[]> {
  return page.getByRole('list', { name: 'Parts of the page' }).evaluate((list) =>
    [...list.children].map((part) => {
      const text = part.querySelector('textarea')?.value ?? part.querySelector('h2')?.textContent
      return (text ?? '').trim()
    }),
  )
}

/** Looks at it as others will, then publishes it. */
export async function publishPage(page: Page, hands: Hands): Promise<void> {
  await hands.press(page.getByRole('button', { name: 'See it as others will' }))
  await page.getByText('This is what a viewer sees').waitFor()
  await page.getByRole('article').getByText('confirmed by Meridian Awards').waitFor()
  await hands.press(page.getByRole('link', { name: 'Go on writing' }))
  await page.getByRole('list', { name: 'Parts of the page' }).waitFor()
  await hands.press(page.getByRole('button', { name: 'Publish', exact: true }))
  const sure = page.getByRole('button', { name: /^Publish/ })
  const done = page.getByText('Published. Nobody sees it until you share it')
  await sure.or(done).first().waitFor()
  if (!(await done.isVisible())) await hands.press(sure)
  await done.waitFor()
}

export interface Terms {
  /** Its title, unless it is the page of the whole path. */
  readonly page?: string
  readonly way: 'With a link that you give them' | 'Signed in, by their e-mail address'
  readonly recipient: string
  readonly purpose: string
  readonly mayCopy: boolean
}

/** Ends on the page of the share. */
export async function share(page: Page, hands: Hands, terms: Terms): Promise<void> {
  await onward(page, hands, 'Portfolio')
  await onward(page, hands, terms.page ?? 'A mast for the wind')
  await onward(page, hands, 'Share this page')
  await hands.tick(page.getByRole('radio', { name: terms.way }))
  await hands.type(page.getByLabel('For whom'), terms.recipient)
  await hands.type(page.getByLabel('What for'), terms.purpose)
  await hands.tick(page.getByRole('radio', { name: '90 days' }))
  if (terms.mayCopy) await hands.tick(page.getByRole('checkbox', { name: 'They may take a copy' }))
  await hands.press(page.getByRole('button', { name: 'Share', exact: true }))
  await arrivedAt(page, `Shared with ${terms.recipient}`)
  await page.getByText('Nobody has opened it yet.').waitFor()
}

export function linkOf(page: Page): Promise<string> {
  return page.getByLabel('Give this address to them').inputValue()
}

/** What is held, who saw it, stop: three steps from the home page. */
export async function seeWhoLookedAndStop(page: Page, hands: Hands, recipient: string): Promise<void> {
  await page.goto('/')
  await page.getByRole('link', { name: '1 result', exact: true }).waitFor()
  await page.getByRole('link', { name: '2 pieces of your own work' }).waitFor()
  await hands.press(page.getByRole('link', { name: 'Everything that happened' }))
  await arrivedAt(page, 'Who saw what')
  await page.getByRole('row').filter({ hasText: recipient }).first().waitFor()
  await onward(page, hands, 'See what you share now, and stop it', 'Shares')
  await onward(page, hands, recipient, `Shared with ${recipient}`)
  const seen = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Seen by' }) })
  const text = await seen.innerText()
  expect(text).toContain(`Someone with the link you gave ${recipient}`)
  expect(text).toMatch(/\d{1,2} \w+ 20\d\d/)
  expect(text).toContain('A level Physics')
  expect(text).toContain('Copies taken')
  await hands.press(page.getByRole('button', { name: 'Stop sharing' }))
  await page.getByText('It is no longer shared').waitFor()
}
