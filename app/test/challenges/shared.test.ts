import { expect, test } from 'vitest'
import { raiseChallenge } from '../../src/record/challenges/raise.ts'
import { withdrawOwnChallenge } from '../../src/record/challenges/withdraw.ts'
import { arrange } from '../sharing/arrange.ts'

const world = await arrange()
const { app, share, newSharer, visitor, openingsOf } = world

const doubt = 'Somebody says that something is wrong'

test('whoever opened a shared page sees the doubt while it is open, on the page and behind the mark, and no word of it', async () => {
  const sharer = await newSharer()
  const { path, grantId } = await share(sharer, { mayDownload: true })
  const employer = visitor()
  await employer.get(path)
  expect((await employer.submit('Open')).text).not.toContain(doubt)
  // The drawn page is kept for the next look: the doubt has to show all the same.
  expect((await employer.get(path)).text).not.toContain(doubt)
  const { challengeId } = await raiseChallenge(app, sharer.actor, {
    kind: 'notMine',
    eventId: sharer.eventId,
    said: 'I never sat this paper at all.',
  })
  const doubted = await employer.get(path)
  expect(doubted.text).toContain(doubt)
  expect(doubted.text).not.toContain('never sat')
  // Nothing of the value or of who stands behind it has changed.
  expect(doubted.all('.mark--verified')).toContain('confirmed by Meridian Awards')
  const marks = [...doubted.document.querySelectorAll(`a[href^="${path}/lines/"]`)]
  const mark = marks.at(-1)?.getAttribute('href') ?? ''
  expect((await employer.get(mark)).text).toContain(doubt)
  expect(await openingsOf(grantId)).toHaveLength(2)

  await employer.get(path)
  const copy = await employer.request(`${path}/bundle`, {
    method: 'POST',
    body: new URLSearchParams(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  const text = await copy.text()
  const bundle = JSON.parse(text) as { underChallenge: unknown[]; credentials: { id: string }[] }
  expect(bundle.underChallenge).toEqual(bundle.credentials.map(({ id }) => ({ credential: id })))
  expect(text).not.toContain('never sat')
  const checker = visitor()
  await checker.get('/verify')
  expect((await checker.submit('Check it', { text })).text).toContain('when this copy was made')

  await withdrawOwnChallenge(app, sharer.actor, challengeId)
  expect((await employer.get(path)).text).not.toContain(doubt)
  expect((await employer.get(mark)).text).not.toContain(doubt)
  expect(await openingsOf(grantId)).toHaveLength(2)
})

test('a doubt about a line that is not shared shows nowhere, and makes no opening', async () => {
  const sharer = await newSharer()
  const other = await world.newEvent({ learnerId: sharer.learnerId, issuerId: sharer.issuerId })
  const { path, grantId } = await share(sharer)
  const employer = visitor()
  await employer.get(path)
  await employer.submit('Open')
  await raiseChallenge(app, sharer.actor, {
    kind: 'incorrect',
    eventId: other,
    said: 'This one has the wrong grade.',
  })
  expect((await employer.get(path)).text).not.toContain(doubt)
  expect(await openingsOf(grantId)).toHaveLength(1)
})
