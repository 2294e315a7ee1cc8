import { expect, test } from 'vitest'
import { levelOf, levelsBeside, levelTable } from './levels.ts'

test.each([
  ['8', '8', '12'],
  ['6', '6', '9, 10'],
  ['4', '5', '7'],
  ['3', '4', '6'],
  ['1', '2', '4'],
  ['E3', '1', '3'],
  ['E2', undefined, '2'],
  ['E1', undefined, '1'],
  ['E', undefined, undefined],
  ['B2', undefined, undefined],
])('level %s is EQF %s and SCQF %s', (level, eqf, scqf) => {
  expect(levelsBeside(level)).toEqual({ level, eqf, scqf })
})

test('a level of language is in no table of levels', () => {
  for (const { level } of levelTable) expect(level).not.toMatch(/^[ABC]/)
})

test.each([
  ['Level 3', '', '3'],
  ['Level 1/2', '', '1/2'],
  ['Entry Level', 'Entry 2', 'E2'],
  ['Entry Level', '', 'E'],
  ['Entry 3', '', 'E3'],
  ['', '', undefined],
  ['Level 9', '', undefined],
])('the register’s %s %s is %s', (level, sub, expected) => {
  expect(levelOf(level, sub)).toBe(expected)
})
