import { expect, test } from 'vitest'
import { wordsFor } from '../../words.ts'
import { htmlOf } from '../html-of.ts'
import { assuranceKinds, assuranceLabel } from './assurance.ts'
import { AssuranceMark } from './assurance-mark.tsx'
import { AssuranceSeal } from './assurance-seal.tsx'
import { SealShape } from './seal-shape.tsx'

const t = wordsFor('en')

test('the words beside a mark are the ones that the design promises', () => {
  expect(assuranceLabel(t, 'verified', 'Severn Awards')).toBe('confirmed by Severn Awards')
  expect(assuranceLabel(t, 'selfDeclared', 'Amina')).toBe('added by Amina, not checked')
  expect(assuranceLabel(t, 'endorsed', 'Rhys Morgan')).toBe('Rhys Morgan vouches for this')
  expect(assuranceLabel(t, 'unconfirmed', 'Northwind')).toBe('signed by Northwind, not known to us')
  expect(assuranceLabel(t, { kind: 'verified', by: 'Severn Awards' })).toBe('confirmed by Severn Awards')
})

test('each assurance has a shape of its own, so that colour is never needed', () => {
  const shapes = assuranceKinds.map((kind) =>
    htmlOf(<SealShape assurance={kind} />).replace(/class="[^"]*"/g, ''),
  )
  expect(new Set(shapes).size).toBe(assuranceKinds.length)
})

test('a name cannot draw a mark of its own', () => {
  const html = htmlOf(<AssuranceMark t={t} assurance="selfDeclared" name={'<svg class="seal">'} />)
  expect(html.match(/<svg/g)).toHaveLength(1)
  expect(html).toContain('&lt;svg')
})

test('a seal opens without script and says who, how and where to check again', () => {
  const html = htmlOf(
    <AssuranceSeal
      t={t}
      assurance="unconfirmed"
      name="Northwind"
      facts={[{ term: 'Signed', value: '3 May 2026' }]}
      checks={[{ name: 'Not withdrawn', result: 'unknown', detail: 'no answer' }]}
      checkAgain={{ href: '/verify' }}
    />,
  )
  expect(html).toMatch(/^<details[^>]*><summary/)
  expect(html).toContain('<dt>Signed</dt><dd>3 May 2026</dd>')
  expect(html).toContain('could not be checked')
  expect(html).not.toContain('passed')
  expect(html).toContain('<a href="/verify">Check it again</a>')
})
