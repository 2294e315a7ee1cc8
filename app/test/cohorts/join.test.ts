import { expect, test } from 'vitest'
import { auditOf, createClasses, makeCode, postAs, seesAtProvider } from './world.ts'

const { app, clock, visitor, school, college, learnerIds, carys, huw, tom, ruth, her, erik } =
  await createClasses()

test('a code is made by a registrar or an administrator, shown once with its square and address', async () => {
  const { sheet, code } = await makeCode(huw, college, 'Physics evening class')
  expect(code).toMatch(/^([0-9A-Z]{4}-){2}[0-9A-Z]{4}$/)
  expect(sheet.document.querySelector('svg[role=img] path')?.getAttribute('d')).toMatch(/^M\d/)
  expect(sheet.text).toContain(`/join/${code}`)
  expect(sheet.text).toContain('Or type the code at')
  expect(sheet.text).toContain('Neu teipiwch')
  const stored = await app.db.read({ organisation: college }, (tx) =>
    tx.sql.selectFrom('join_code').selectAll().execute(),
  )
  expect(JSON.stringify(stored)).not.toContain(code)
  expect(JSON.stringify(stored)).not.toContain(code.replaceAll('-', ''))
  await huw.get(`/organisations/${college}/classes`)
  expect(huw.page.html).not.toContain(code)
  expect(huw.page.text).toContain('Physics evening class')
})

test('others do not make one, and wrong input stays in the form', async () => {
  const path = `/organisations/${college}/classes/codes`
  expect((await tom.get(`/organisations/${college}/classes`)).status).toBe(403)
  expect((await ruth.get(`/organisations/${college}/classes`)).status).toBe(404)
  expect((await erik.get(`/organisations/${college}/classes`)).status).toBe(404)
  expect((await visitor().get(path.replace('/codes', ''), { follow: false })).status).toBe(303)
  await huw.get(`/organisations/${college}/classes`)
  const wrong = await huw.submit('Make the code', { cohort: '', days: '900' })
  expect([wrong.status, wrong.errors.length]).toEqual([422, 1])
  await huw.get(`/organisations/${college}/classes`)
  expect((await huw.submit('Make the code', { cohort: 'Physics', days: '900' })).errors).toEqual([
    'Give a number of days from 1 to 90',
  ])
})

test('one registration serves two providers: the learner joins, is confirmed, and both see her', async () => {
  const { code } = await makeCode(carys, college, 'Physics')
  expect(await seesAtProvider(carys, school, 'Amina Yusuf')).toBe(true)
  expect(await seesAtProvider(carys, college, 'Amina Yusuf')).toBe(false)

  // Signed out, the address of the square leads through sign-in back to it.
  const answer = await visitor().get(`/join/${code}`, { follow: false })
  expect(answer.headers.get('location')).toContain(encodeURIComponent(`/join/${code}`))

  await her.get('/join')
  const offer = await her.submit('Go on', { code: ` ${code.toLowerCase().replaceAll('-', ' ')} ` })
  expect(offer.heading).toBe('Join Physics at Coleg Afon')
  expect(offer.text).toContain('Your results and awards, once they are published')
  expect(offer.text).toContain('they are where you learn')
  const joined = await her.submit('I agree: join')
  expect(joined.text).toContain('waiting')
  expect((await her.get(`/join/${code}`)).text).toContain('asked to join this class already')
  expect((await postAs(her, `/join/${code}`)).status).toBe(409)

  // Agreed, but not confirmed: names and birth date to know her by, and nothing else.
  expect(await seesAtProvider(carys, college, 'Amina Yusuf')).toBe(false)
  const waiting = await carys.get(`/organisations/${college}/classes`)
  expect(waiting.text).toContain('Amina Yusuf, 15 May 2008')
  for (const [who, status] of [
    [tom, 403],
    [ruth, 404],
    [her, 404],
  ] as const) {
    expect((await postAs(who, decision(waiting.html), { decision: 'confirm' })).status).toBe(status)
  }
  const confirmed = await carys.submit(`form[action="${decision(waiting.html)}"] button[value=confirm]`)
  expect(confirmed.html).toContain('Confirmed: they are enrolled')
  expect(await seesAtProvider(carys, college, 'Amina Yusuf')).toBe(true)
  expect(await seesAtProvider(carys, school, 'Amina Yusuf')).toBe(true)
  expect((await postAs(carys, decision(waiting.html), { decision: 'confirm' })).status).toBe(409)
  expect(await auditOf(app, learnerIds.amina)).toEqual(
    expect.arrayContaining(['cohort.joined', 'cohort.joiningConfirmed']),
  )
})

test('she leaves, and what they could see ends at once; what the school enrolled stays', async () => {
  const own = await her.get('/record/classes')
  expect(own.all('tbody tr')).toHaveLength(2)
  expect(own.text).toContain('They enrolled you')
  const left = await her.submit('Leave Physics at Coleg Afon')
  expect(left.html).toContain('You have left')
  expect(left.all('tbody tr')).toHaveLength(1)
  expect(await seesAtProvider(carys, college, 'Amina Yusuf')).toBe(false)
  expect(await seesAtProvider(carys, school, 'Amina Yusuf')).toBe(true)
  expect(await auditOf(app, learnerIds.amina)).toContain('cohort.left')
})

test('a registrar removes who does not belong, before and after confirming; ending ends the joining too', async () => {
  const { code } = await makeCode(carys, college, 'Chemistry')
  for (const confirmFirst of [false, true]) {
    await her.get(`/join/${code}`)
    await her.submit('I agree: join')
    const page = await carys.get(`/organisations/${college}/classes`)
    if (confirmFirst) {
      await carys.submit(`form[action="${decision(page.html)}"] button[value=confirm]`)
      expect(await seesAtProvider(carys, college, 'Amina Yusuf')).toBe(true)
      await carys.get(`/organisations/${college}/classes`)
    }
    const removed = await carys.submit(`form[action="${decision(page.html)}"] button[value=remove]`)
    expect(removed.html).toContain('Removed.')
    expect(await seesAtProvider(carys, college, 'Amina Yusuf')).toBe(false)
    expect((await her.get('/record/classes')).text).not.toContain('Chemistry')
  }
})

test('a code that is none, has ended or is over answers so; guessing is stopped', async () => {
  const { code } = await makeCode(carys, college, 'Biology', '2')
  expect((await erik.get('/join/AAAA-AAAA-AAAA')).status).toBe(404)
  expect((await erik.get('/join/nothing')).status).toBe(404)
  const noRecord = await erik.get(`/join/${code}`)
  expect(noRecord.text).toContain('First connect your record')
  expect((await postAs(erik, `/join/${code}`)).status).toBe(409)
  await carys.get(`/organisations/${college}/classes`)
  await carys.submit(`form:has(button[aria-label="End the code for Biology"])`)
  expect((await her.get(`/join/${code}`)).status).toBe(410)
  const { code: second } = await makeCode(carys, college, 'Biology', '2')
  clock.advance({ days: 3 })
  expect((await her.get(`/join/${second}`)).status).toBe(410)
  await her.get('/join')
  expect((await her.submit('Go on', { code: second })).errors).toEqual([
    'This code does not work any more. Ask for a new one.',
  ])
  for (let guess = 0; guess < 20; guess += 1) {
    await erik.get(`/join/AAAA-AAAA-AA${String(guess).padStart(2, '0')}`)
  }
  expect((await erik.get(`/join/${code}`)).status).toBe(429)
})

const decision = (html: string) => /action="([^"]+joinings\/[^"]+)"/.exec(html)?.[1] ?? ''
