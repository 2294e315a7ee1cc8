import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { catalogues, type Language } from '../src/words.ts'
import { pageRoutes } from './every-page/page-routes.ts'
import { coveredAtZoom, stateOf, watch } from './every-page/page-state.ts'
import { type Place, places } from './every-page/places.ts'
import { makeWorld, type World } from './every-page/world.ts'
import { axe, noHorizontalScroll, screenshot } from './support/looks.ts'
import { visitAs } from './support/people.ts'
import { send } from './support/share-link.ts'
import { narrow, phone, visit, wide } from './support/visit.ts'

let world: World
const titles = new Map<string, string>()
const links = new Set<string>()

test('the list names every page of the table of routes, and no other', () => {
  expect([...new Set(places.map(({ route }) => route))].sort()).toEqual(pageRoutes())
})

test('there is something to show on every page', { timeout: 240_000 }, async () => {
  world = await makeWorld()
  expect(Object.entries(world).filter(([, address]) => !address.startsWith('/'))).toEqual([])
})

const named = places.map((place) => {
  const look = place.opened ? ', opened' : place.at.toString().includes('?') ? ', otherwise' : ''
  return [`${place.route}${look} for ${place.as ?? 'a visitor'}`, place] as const
})

describe('in English', () => {
  test('people read English', () => expectEverybodyReads('en'))

  test.each(named)('%s', async (_, place) => {
    const { page, noted } = await open(place, 'en')
    const { title, headings, ids, links: found } = await stateOf(page)
    expect(headings, 'one h1').toHaveLength(1)
    expect(new Set(ids).size, 'ids').toBe(ids.length)
    // For one person: a page that is shared bears its title to the owner and to the visitor.
    const known = titles.get(`${place.as}: ${title}`)
    expect([undefined, place.route, place.twin], `the title “${title}” is taken`).toContain(known)
    titles.set(`${place.as}: ${title}`, place.route)
    for (const link of found) if (link.startsWith('/')) links.add(`${place.as ?? ''} ${link}`)

    await look(page, wide, 'light', place)
    await look(page, narrow, 'dark', place)
    await look(page, narrow, 'light', place, ['color-contrast', 'target-size', 'scrollable-region-focusable'])
    await look(page, wide, 'dark', place, ['color-contrast'])
    expect(await coveredAtZoom(page)).toEqual([])
    expect(noted).toEqual([])
  })

  test('no link on any of them leads nowhere', async () => {
    const lost: string[] = []
    for (const [who, addresses] of groupByPerson()) {
      const page = who ? await visitAs(who, undefined) : await visit(undefined)
      for (const address of addresses) {
        const answer = await page.request.get(address, { maxRedirects: 5 })
        if (answer.status() >= 400) lost.push(`${who ?? 'a visitor'}: ${address} answers ${answer.status()}`)
      }
    }
    expect(lost).toEqual([])
  })
})

describe('in Welsh', () => {
  test('people read Welsh', () => expectEverybodyReads('cy'))

  test.each(named)('%s', async (_, place) => {
    const { page, noted } = await open(place, 'cy')
    const { language, texts } = await stateOf(page)
    expect(language).toBe('cy')
    expect(texts.filter((text) => isKey(text))).toEqual([])
    expect(texts.filter((text) => english.has(text))).toEqual([])
    await page.setViewportSize(narrow)
    await noHorizontalScroll(page)
    expect(noted).toEqual([])
  })
})

/** Of the people whom the list names: nobody else's journey has them. */
async function expectEverybodyReads(language: Language): Promise<void> {
  for (const name of new Set(places.flatMap(({ as }) => as ?? []))) {
    const page = await visitAs(name, '/account/preferences', { javaScript: false })
    await page.locator(`main input[name=language][value=${language}]`).check()
    await send(page, 'theme')
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
  }
}

async function open(place: Place, language: Language): Promise<{ page: Page; noted: string[] }> {
  const page = place.as ? await visitAs(place.as, undefined) : await visit(undefined)
  const cookie = { name: 'vademecum_language', value: language, domain: '127.0.0.1', path: '/' }
  if (!place.as) await page.context().addCookies([cookie])
  const noted = watch(page)
  const answer = await page.goto(place.at(world))
  const button = page.locator('form[action$="/opening"] button')
  expect(answer?.status()).toBe(200)
  // Somebody signed in opens it once; a visitor's browser is a new one each time.
  const toOpen = place.opened && (await button.count()) > 0
  if (toOpen) {
    await Promise.all([page.waitForEvent('load'), button.click()])
    await page.goto(place.at(world))
  }
  await page.evaluate(() => document.fonts.ready)
  return { page, noted }
}

async function look(
  page: Page,
  viewport: typeof wide | typeof narrow,
  colorScheme: 'light' | 'dark',
  place: Place,
  rules?: readonly string[],
): Promise<void> {
  await page.emulateMedia({ colorScheme })
  await page.setViewportSize(viewport)
  await axe(page, rules)
  await noHorizontalScroll(page)
  if (!process.env.SCREENSHOTS) return
  await page.setViewportSize(viewport === narrow ? phone : viewport)
  const name = `${place.as ?? 'visitor'}${place.route.replace(/\W+/g, '-')}${place.opened ? '-opened' : ''}`
  await screenshot(page, `${name} ${viewport.width} ${colorScheme}`)
}

function groupByPerson() {
  const groups = new Map<Place['as'], string[]>()
  for (const link of links) {
    const [who = '', address = ''] = link.split(' ')
    const as = places.find((place) => place.as === who)?.as
    groups.set(as, [...(groups.get(as) ?? []), address])
  }
  return groups
}

const nouns = Object.keys(catalogues.en).join('|')
const isKey = (text: string) => new RegExp(`\\b(${nouns})\\.[a-z]\\w+\\b`).test(text)

/** Sentences that stand in the English catalogue and are something else in Welsh. */
const english = new Set(
  Object.entries(catalogues.en).flatMap(([noun, words]) => {
    const welsh: Record<string, string> = catalogues.cy[noun as keyof typeof catalogues.cy]
    return Object.entries<string>(words).flatMap(([key, text]) =>
      text !== welsh[key] && !text.includes('{') && /[a-z] [a-z]/.test(text) ? [text] : [],
    )
  }),
)
