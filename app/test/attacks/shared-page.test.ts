import { describe, expect, test } from 'vitest'
import { arrange } from '../sharing/arrange.ts'

const world = await arrange()
const { share, newSharer, visitor } = world

const tokensIn = (html: string) =>
  [...html.matchAll(/name="csrf" value="([^"]+)"/g)].map(([, token]) => token)

describe('a drawn page that is kept for the next visitor', () => {
  test('holds nothing of the visitor for whom it was drawn', async () => {
    const sharer = await newSharer()
    const { path } = await share(sharer, { mayDownload: true })
    const first = await world.signIn(sharer.account)
    await first.get(path)
    const tokens = tokensIn(first.page.html)
    expect(tokens.length).toBeGreaterThan(0)
    // What is to be said to this visitor alone, once, is still unsaid.
    await first.post('/language', { language: 'en', csrf: tokens[0] ?? '' }, { follow: false })
    await first.get('/account/preferences')
    const form = { language: 'English', theme: 'system', textSize: 'normal' }
    await first.submit('Save', form, { follow: false })
    expect(first.cookies.get('vademecum_notice')).toBeDefined()
    await first.get(path)
    await first.submit('Open')

    const second = visitor()
    await second.get(path)
    const page = await second.submit('Open')
    expect(page.heading).toBe('Why I want to build boats')
    expect(tokensIn(page.html)).toEqual([])
    for (const token of tokens) expect(page.html).not.toContain(token)
    expect(page.all('.notice')).toEqual([])
    expect((await second.submit('Take a copy to check later')).status).toBe(200)
  })
})
