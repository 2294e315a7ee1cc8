import { expect, test } from 'vitest'
import { wordsFor } from '../../words.ts'
import { htmlOf } from '../html-of.ts'
import { CopyField, HelpBeside, Notice } from './notice.tsx'
import { PageTitle, Prose } from './text.tsx'

const t = wordsFor('en')

test('notices are announced only when something has happened', () => {
  expect(htmlOf(Notice({ t, kind: 'done', children: 'Saved' }))).toContain('role="status"')
  expect(htmlOf(Notice({ t, kind: 'problem', children: 'Lost' }))).toContain('role="alert"')
  expect(htmlOf(Notice({ t, kind: 'info', children: 'On 14 August' }))).not.toContain('role=')
})

test('people’s text is text, in its own language', () => {
  const html = htmlOf(<Prose lang="cy">{'<script>tŷ</script>'}</Prose>)
  expect(html).toBe('<div class="prose" lang="cy">&lt;script&gt;tŷ&lt;/script&gt;</div>')
})

test('one h1 for the page', () => {
  expect(htmlOf(<PageTitle kicker="Record">Physics</PageTitle>).match(/<h1/g)).toHaveLength(1)
})

test('without script a link to copy is a field to select, and help is open', () => {
  expect(htmlOf(<CopyField t={t} id="link" label="Link" value="https://a.example/s/1" />)).toMatch(
    /value="https:\/\/a\.example\/s\/1" readonly=""[\s\S]*<button[^>]*hidden=""/,
  )
  expect(
    htmlOf(
      <HelpBeside title="Columns" help="…">
        x
      </HelpBeside>,
    ),
  ).toContain('<details class="help" open=""')
})
