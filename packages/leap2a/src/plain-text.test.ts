import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromHtml, plainText } from './plain-text.ts'

describe('text of markup', () => {
  test.each([
    ['<p>One</p><p>Two<br>three</p>', 'One\n\nTwo\nthree'],
    ['<p>One</p>\r\n<p>Two<br />\n three</p>', 'One\n\nTwo\nthree'],
    ['<ul><li>a</li><li>b <b>bold</b></li></ul>after', '- a\n- b bold\n\nafter'],
    ['<ul><li><p>a</p><ul><li>inner</li></ul></li><li>b</li></ul>', '- a\n- inner\n- b'],
    ['a &amp; b &lt;c&gt; &eacute;&ouml;&ntilde; &#233;&#xe9; &nbsp;end', 'a & b <c> éöñ éé end'],
    ['&unheard; &#0; &#xd800; &', '&unheard; &#0; &#xd800; &'],
    ['<h2>Title</h2>text<div>line</div>line', 'Title\n\ntext\nline\nline'],
    ['<pre>a\n  b</pre>c', 'a\n  b\n\nc'],
    ['<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a b\nc'],
    ['1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
    ['<script>alert(1)</script>safe<style>p{}</style>', 'safe'],
    ['<SCRIPT SRC=x>alert(1)', ''],
    ['<img src=x onerror="alert(1)>">text', 'text'],
    ['<!-- a <b> --> b <!doctype html>c', 'b c'],
    ['<a href="javascript:alert(1)">link', 'link'],
    ['unfinished <b', 'unfinished'],
    ['', ''],
  ])('%j', (html, text) => {
    expect(fromHtml(html).text).toBe(text)
  })

  test('says when only paragraphs, lines and lists were left behind', () => {
    expect(fromHtml('<div><p>a<br/>b</p></div>').plain).toBe(true)
    expect(fromHtml('<p class="x">a</p>').plain).toBe(false)
    expect(fromHtml('<p>a <em>b</em></p>').plain).toBe(false)
    expect(plainText({ format: 'text', value: ' as is ' })).toEqual({ text: ' as is ', plain: true })
    expect(plainText({ format: 'reference', src: 'a.png' })).toEqual({ text: '', plain: false })
  })

  test('keeps every space of XHTML that says so', () => {
    const div = {
      name: 'div',
      namespace: 'http://www.w3.org/1999/xhtml',
      attributes: [{ name: 'space', namespace: 'http://www.w3.org/XML/1998/namespace', value: 'preserve' }],
      children: ['a  b\n\n\n  c'],
    }
    expect(plainText({ format: 'xhtml', type: 'xhtml', div })).toEqual({ text: 'a  b\n\n\n  c', plain: true })
  })

  test('never fails, and takes no more time than the text has length', { timeout: 30_000 }, () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (html) => typeof fromHtml(html).text === 'string'))
    const hostile = ['<', '<b>', '<li>', '<script>', '&#', '<!--', '<a "', '</p>', '<p>x', '<b></i>', '<pre>']
    // At 20,000 of each, anything that grows with the square would not come to its end in time.
    for (const piece of hostile) expect(typeof fromHtml(piece.repeat(20_000)).text).toBe('string')
  })
})
