import { expect, test } from 'vitest'
import { wordsFor } from '../words.ts'
import type { ToldEvent } from './activity.ts'
import { grouped } from './grouped.ts'

const t = wordsFor('en')
const event = (id: string, at: string, action = 'share.opened'): ToldEvent => ({
  id,
  at: new Date(`2026-11-23T${at}Z`),
  actorKind: 'visitor',
  actorId: null,
  actorName: '',
  organisationName: null,
  permission: 'link',
  action,
  thingKind: 'grant',
  thingId: null,
  recipient: 'Acme Ltd',
  purpose: null,
})

test('what reads alike and happened in one minute is one line with a count', () => {
  const lines = grouped(t, [event('3', '09:00:50'), event('2', '09:00:02'), event('1', '08:59:59')], 'me')
  expect(lines.map(({ event: { id }, count }) => [id, count])).toEqual([
    ['3', 2],
    ['1', 1],
  ])
})

test('another act between them keeps them apart, so that the order stays true', () => {
  const lines = grouped(
    t,
    [event('3', '09:00:50'), event('2', '09:00:30', 'share.copyTaken'), event('1', '09:00:02')],
    'me',
  )
  expect(lines.map(({ count }) => count)).toEqual([1, 1, 1])
})
