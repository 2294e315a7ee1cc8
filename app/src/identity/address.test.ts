import { expect, test } from 'vitest'
import { domainsAbove, isAcademic, isAddress, normalAddress } from './address.ts'

test.each(['a@b.example', 'amina.rahman+record@home.example', "o'neill@home.example", 'siân@cwm.example'])(
  '%s is an address',
  (text) => expect(isAddress(text)).toBe(true),
)

test.each([
  '',
  'a',
  'a@b',
  '@b.example',
  'a@',
  'a b@c.example',
  'a@b..example',
  'a@.example',
  'a@b@c.example',
  'a@b.example\nBcc: x@y.example',
  'Amina <a@b.example>',
  'a,b@c.example',
  `${'a'.repeat(65)}@b.example`,
])('%j is none', (text) => expect(isAddress(text)).toBe(false))

test('addresses are compared without capitals and spaces', () => {
  expect(normalAddress(' Amina@HOME.example ')).toBe('amina@home.example')
})

test('an organisation’s domain stands for those below it, and no further', () => {
  expect(domainsAbove('a@cs.students.northmoor.example')).toEqual([
    'cs.students.northmoor.example',
    'students.northmoor.example',
    'northmoor.example',
  ])
})

test.each([
  ['a@northmoor.ac.uk', true],
  ['a@cs.northmoor.ac.uk', true],
  ['a@ysgol.sch.uk', true],
  ['a@ac.uk.example', false],
  ['a@notac.uk', false],
])('%s is academic: %s', (address, academic) => expect(isAcademic(address)).toBe(academic))
