import { HtmlValidate } from 'html-validate'
import { describe, expect, test } from 'vitest'
import { wordsFor } from '../../words.ts'
import { htmlOf } from '../html-of.ts'
import type { Frame } from '../frame.ts'
import { Gallery } from '../gallery.tsx'
import { Layout } from './layout.tsx'
import { SharedFrame } from './shared-frame.tsx'

const frame: Frame = {
  t: wordsFor('en'),
  path: '/record',
  csrf: 'token-1',
  theme: 'system',
  textSize: 'normal',
  signedInAs: { name: 'Amina Rahman', initials: 'AR' },
  areas: [
    { href: '/record', label: 'Record', current: true },
    { href: '/portfolio', label: 'Portfolio', current: false },
  ],
  accountLinks: [{ href: '/account', label: 'Account' }],
}
const welsh: Frame = { ...frame, t: wordsFor('cy') }

describe.each([
  ['English', frame],
  ['Welsh', welsh],
])('every component in %s', (_, used) => {
  const html = htmlOf(<Gallery frame={used} />)

  test('is well-formed and accessible markup', async () => {
    const validator = new HtmlValidate({
      extends: ['html-validate:standard', 'html-validate:a11y'],
      elements: [
        'html5',
        {
          'copy-button': { phrasing: true, flow: true },
          'file-drop': { flow: true },
          'autosave-form': { flow: true },
        },
      ],
      rules: {
        // Hono writes void elements as XML does, and attributes of every kind with a value.
        'void-style': 'off',
        'attribute-boolean-style': 'off',
        'attribute-empty-style': 'off',
        'no-trailing-whitespace': 'off',
        'long-title': 'off',
        // A table drawn as blocks loses its native roles: table.tsx says why.
        'no-redundant-role': 'off',
        // In Welsh and English alike, a description list groups its pairs in div.
        'prefer-native-element': ['error', { exclude: ['table', 'row', 'rowgroup', 'cell'] }],
      },
    })
    const report = await validator.validateString(html)
    const said = report.results.flatMap((result) =>
      result.messages.map((message) => `${message.ruleId}: ${message.message} (${message.selector})`),
    )
    expect(said).toEqual([])
  })

  test('carries no style or script of its own: the Content-Security-Policy forbids both', () => {
    expect(html).not.toMatch(/\sstyle=/)
    expect(html).not.toMatch(/<style|\son[a-z]+="/)
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/)
  })
})

test('a page says its language, its title and the way past the header', () => {
  const html = htmlOf(
    <Layout frame={welsh} title="Cofnod" problem={true}>
      <h1>Cofnod</h1>
    </Layout>,
  )
  expect(html).toMatch(/^<!DOCTYPE html><html lang="cy">/)
  expect(html).toContain('<title>Problem: Cofnod – Vademecum</title>')
  expect(html.indexOf('href="#main"')).toBeLessThan(html.indexOf('<header'))
  expect(html).toContain('<main id="main"')
  expect(html).toContain('<a href="/record" aria-current="page">')
})

test('the look follows the account when it has chosen one', () => {
  const chosen: Frame = { ...frame, theme: 'contrast', textSize: 'larger' }
  const html = htmlOf(
    <Layout frame={chosen} title="x">
      x
    </Layout>,
  )
  expect(html).toContain('<html lang="en" data-theme="contrast" data-text="larger">')
})

test('signing out and changing the language are forms with the token', () => {
  const html = htmlOf(
    <Layout frame={frame} title="x">
      x
    </Layout>,
  )
  for (const action of ['/sign-out', '/language']) {
    expect(html).toMatch(
      new RegExp(`method="post" action="${action}"><input type="hidden" name="csrf" value="token-1"`),
    )
  }
  expect(html).toMatch(/name="returnTo" value="\/record"/)
})

test('what has just happened is announced', () => {
  const html = htmlOf(
    <Layout frame={{ ...frame, notice: { kind: 'done', text: 'The link is stopped.' } }} title="x">
      x
    </Layout>,
  )
  expect(html).toMatch(/role="status">.*The link is stopped\./)
})

test('a shared page has our frame and none of our places', () => {
  const html = htmlOf(
    <Layout frame={{ ...frame, signedInAs: null }} title="x" bare={true}>
      <SharedFrame t={frame.t} from="Amina" to="Acme Ltd" marks={['selfDeclared', 'verified', 'verified']} />
    </Layout>,
  )
  expect(html).not.toContain('<nav')
  expect(html).not.toContain('sign-out')
  expect(html).toContain('noindex')
  expect(html).toContain('Amina shares this page with Acme Ltd')
  expect(html).toContain('2 of 3 things here were confirmed by their issuers')
  expect(html).toContain('Amina can see when this page was opened.')
})
