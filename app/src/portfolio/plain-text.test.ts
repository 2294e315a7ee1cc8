import { describe, expect, test } from 'vitest'
import { textParts, tidyLine, tidyText } from './plain-text.ts'

describe('plain text', () => {
  test('is tidied once and then stays as it is', () => {
    const tidy = tidyText('\r\n  \r\n  one\r\ntwo\u0000\u0007\ud800  \n\n')
    expect(tidy).toBe('  one\ntwo\ufffd')
    expect(tidyText(tidy)).toBe(tidy)
    expect(tidyLine(' a \n b ')).toBe('a b')
  })

  test('is set as paragraphs, lines, lists and links', () => {
    expect(textParts('First\nsecond\n\n- one\n- two\nafter\n\nSee https://a.example/x?y=1.')).toEqual([
      { kind: 'paragraph', lines: [[{ text: 'First' }], [{ text: 'second' }]] },
      { kind: 'list', entries: [[{ text: 'one' }], [{ text: 'two' }]] },
      { kind: 'paragraph', lines: [[{ text: 'after' }]] },
      {
        kind: 'paragraph',
        lines: [
          [
            { text: 'See ' },
            { text: 'https://a.example/x?y=1', href: 'https://a.example/x?y=1' },
            { text: '.' },
          ],
        ],
      },
    ])
  })

  test.each(['javascript:alert(1)', 'data:text/html,x', 'see file:///etc/passwd', 'https://'])(
    '%s is no link',
    (text) => {
      expect(JSON.stringify(textParts(text))).not.toContain('href')
    },
  )
})
