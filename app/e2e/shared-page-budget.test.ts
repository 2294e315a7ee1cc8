import type { CDPSession, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { arrivedAt } from './support/onward.ts'
import { visitAs } from './support/people.ts'
import { shareFirstPage } from './support/share-link.ts'
import { visit } from './support/visit.ts'

/** What a new visitor's browser fetches for a shared page, counted as it came over the line. */
interface Fetched {
  readonly url: string
  readonly type: string
  readonly bytes: number
}

test('a shared page of ten parts is light at first sight', async () => {
  const amina = await visitAs('amina', undefined)
  const link = await shareFirstPage(amina, 'A slow line')
  const visitor = await visit(link)
  await arrivedAt(visitor, /./)

  const fetched = await whatIsFetched(visitor, async () => {
    const button = visitor.locator('form[action$="/opening"] button')
    await Promise.all([visitor.waitForEvent('load'), button.click()])
    await visitor.getByRole('img').first().scrollIntoViewIfNeeded()
    await visitor.waitForLoadState('networkidle')
  })
  expect(await visitor.locator('.portfolio-page > :last-child > *').count()).toBeGreaterThanOrEqual(10)

  const fonts = fetched.filter(({ type }) => type === 'Font')
  const text = fetched.filter(({ type }) => !['Font', 'Image', 'Media'].includes(type))
  expect(fonts).not.toEqual([])
  expect(fetched.length <= 10 ? [] : named(fetched)).toEqual([])
  expect(sum(text) <= 60_000 ? [] : named(text)).toEqual([])
  expect(sum(fonts) <= 90_000 ? [] : named(fonts)).toEqual([])
})

const named = (fetched: readonly Fetched[]) =>
  fetched.map(({ url, type, bytes }) => `${type} ${bytes} ${url}`)

/** With an empty cache: the neutral page before it has warmed nothing. */
async function whatIsFetched(page: Page, act: () => Promise<void>): Promise<Fetched[]> {
  const session: CDPSession = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  const begun = new Map<string, { url: string; type: string; bytes: number }>()
  session.on('Network.requestWillBeSent', ({ requestId, request, type, redirectResponse }) => {
    // A redirect goes on under the same id: its own answer counts as a request.
    const before = begun.get(requestId)
    if (redirectResponse && before) {
      begun.set(`${requestId} redirected`, { ...before, bytes: redirectResponse.encodedDataLength })
    }
    begun.set(requestId, { url: request.url, type: type ?? 'Other', bytes: 0 })
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const one = begun.get(requestId)
    if (one) one.bytes = encodedDataLength
  })
  await act()
  await session.detach()
  return [...begun.values()].filter(({ url }) => url.startsWith('http'))
}

const sum = (fetched: readonly Fetched[]) => fetched.reduce((total, { bytes }) => total + bytes, 0)
