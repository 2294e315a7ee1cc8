import { describe, expect, test } from 'vitest'
import { apiWorld } from './world.ts'

const { clock, call } = await apiWorld()

const titles = Array.from({ length: 7 }, (_, index) => `Entry ${index}`)
for (const title of titles) {
  clock.advance({ seconds: 1 })
  await call('POST', '/items', { as: 'priya', body: { kind: 'entry', title, language: 'en' } })
}
const page = (cursor?: string | null) =>
  call('GET', `/items?limit=3${cursor ? `&cursor=${cursor}` : ''}`, { as: 'priya' })
const titlesOf = (answer: { json: { items: { title: string }[] } }) =>
  answer.json.items.map(({ title }) => title)

describe('a list in pages', () => {
  test('has each line once, in order, and an end', async () => {
    const first = await page()
    const second = await page(first.json.next)
    const third = await page(second.json.next)
    expect([...titlesOf(first), ...titlesOf(second), ...titlesOf(third)]).toEqual(titles.toReversed())
    expect(third.json.next).toBeNull()
  })

  test('neither repeats nor leaves out when something is added or removed meanwhile', async () => {
    const first = await page()
    clock.advance({ seconds: 1 })
    const body = { kind: 'entry', title: 'Entry 7', language: 'en' }
    await call('POST', '/items', { as: 'priya', body })
    await call('DELETE', `/items/${first.json.items[2].id}`, { as: 'priya' })
    expect(titlesOf(await page(first.json.next))).toEqual(['Entry 3', 'Entry 2', 'Entry 1'])
    await call('POST', `/items/${first.json.items[2].id}/restoration`, { as: 'priya' })
  })

  test.each([
    ['/items?limit=0', 'limit'],
    ['/items?limit=201', 'limit'],
    ['/items?limit=many', 'limit'],
    ['/items?cursor=nonsense', 'cursor'],
    ['/activity?cursor=nonsense', 'cursor'],
  ])('%s is refused', async (path, field) => {
    const answer = await call('GET', path, { as: 'priya' })
    expect(answer.json).toMatchObject({ status: 422, errors: [{ field }] })
  })

  test('of what happened goes back to the beginning', async () => {
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const answer = await call('GET', `/activity?limit=4${cursor ? `&cursor=${cursor}` : ''}`, {
        as: 'priya',
      })
      seen.push(...answer.json.items.map(({ id }: { id: string }) => id))
      cursor = answer.json.next
    } while (cursor)
    const whole = await call('GET', '/activity?limit=200', { as: 'priya' })
    expect(seen).toEqual(whole.json.items.map(({ id }: { id: string }) => id))
    expect(new Set(seen).size).toBe(seen.length)
  })
})
