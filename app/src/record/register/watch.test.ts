import { expect, test } from 'vitest'
import { allowed, lookUpPolicy, watchRules } from './look-up-policy.ts'
import { type Counts, overRule } from './watch.ts'

const none: Counts = { volume: 0, night: 0, misses: 0, spread: 0 }

test('a provider may do more the more learners it has, and never less than a little', () => {
  const { organisation } = lookUpPolicy.rules.volume
  expect(allowed(organisation, 0)).toBe(organisation.least)
  expect(allowed(organisation, 2000)).toBe(6000)
})

test('each rule stops what is over it, and not what is just as much', () => {
  for (const rule of watchRules) {
    for (const personId of ['somebody', null]) {
      const most = allowed(lookUpPolicy.rules[rule][personId === null ? 'organisation' : 'person'], 50)
      expect(overRule({ ...none, [rule]: most }, 50, personId)).toBeUndefined()
      const over = { rule, personId, counted: most + 1, allowed: most }
      expect(overRule({ ...none, [rule]: most + 1 }, 50, personId)).toEqual(over)
    }
  }
})

test('the screening firm of the cautionary case would have been stopped on its first day', () => {
  // 22,000 checks in 16 months are about 65 on a working day, of people who did not learn there.
  expect(overRule({ ...none, volume: 65, spread: 65 }, 0, 'one of its staff')?.rule).toBe('spread')
})
