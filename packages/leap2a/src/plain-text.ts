import type { Leap2aText } from './feed.ts'
import { characterOf } from './html-entities.ts'
import { isElement, type XmlElement } from './xml-element.ts'

/** Text without markup; `plain` when nothing but paragraphs, lines and lists was left behind. */
export interface PlainText {
  readonly text: string
  readonly plain: boolean
}

/**
 * What a text says, in paragraphs parted by empty lines; entries of lists begin with a dash. Scripts and styles are no
 * text. The answer is text, never markup: escape it where it is shown.
 *
 * @example plainText({ format: 'html', type: 'html', value: '<p>One<br>two</p>' }) // { text: 'One\ntwo', plain: true }
 */
export function plainText(written: Leap2aText): PlainText {
  switch (written.format) {
    case 'text':
      return { text: written.value, plain: true }
    case 'html':
      return fromHtml(written.value)
    case 'xhtml': {
      const setting = new Setting()
      setElement(setting, written.div)
      return setting.done()
    }
    case 'other':
    case 'reference':
      return { text: '', plain: false }
  }
}

/** The same for a piece of HTML as people write it: nothing in it has to be well-formed. */
export function fromHtml(html: string): PlainText {
  const setting = new Setting()
  const folded = html.toLowerCase()
  let at = 0
  while (at < html.length) {
    const next = html.indexOf('<', at)
    const end = next < 0 ? html.length : next
    setting.text(decoded(html.slice(at, end)))
    if (next < 0) break
    at = setTag(setting, html, folded, next)
  }
  return setting.done()
}

/** Sets what begins with `<` and says where it ends. */
function setTag(setting: Setting, html: string, folded: string, from: number): number {
  if (html.startsWith('<!--', from)) {
    setting.leaveOut()
    return after(html, '-->', from)
  }
  const name = /^<\/?([A-Za-z][A-Za-z0-9:-]*)/.exec(html.slice(from, from + 64))?.[1]?.toLowerCase()
  if (name === undefined) {
    // `<!doctype`, `</ >` and `<?php` are no text; `a < b` is.
    if (/^[!?/]/.test(html.charAt(from + 1))) {
      setting.leaveOut()
      return after(html, '>', from)
    }
    setting.text('<')
    return from + 1
  }
  const end = endOfTag(html, from)
  if (html.charAt(from + 1) === '/') setting.close(name)
  else {
    const bare = end - from <= name.length + 4
    setting.open(name, bare)
    if (unread.has(name)) {
      const close = folded.indexOf(`</${name}`, end)
      return close < 0 ? html.length : close
    }
  }
  return end
}

/** A `>` in a quoted attribute does not end the tag. */
function endOfTag(html: string, from: number): number {
  let quote = ''
  for (let at = from; at < html.length; at += 1) {
    const character = html.charAt(at)
    if (quote) {
      if (character === quote) quote = ''
    } else if (character === '"' || character === "'") quote = character
    else if (character === '>') return at + 1
  }
  return html.length
}

function after(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from)
  return found < 0 ? html.length : found + mark.length
}

function decoded(text: string): string {
  return text.replace(
    /&(#x?[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});?/gi,
    (whole, name: string) => characterOf(name) ?? whole,
  )
}

function setElement(setting: Setting, element: XmlElement): void {
  const name = element.name.toLowerCase()
  const kept = element.attributes?.some(
    (attribute) => attribute.name === 'space' && attribute.value === 'preserve',
  )
  setting.open(name, !element.attributes || kept === true)
  if (!unread.has(name)) {
    for (const child of element.children) {
      if (isElement(child)) setElement(setting, child)
      else if (kept || setting.verbatim) setting.exact(child)
      else setting.text(child)
    }
  }
  setting.close(name)
}

const unread = new Set(['script', 'style', 'template', 'noscript', 'textarea', 'title', 'head', 'iframe'])
const paragraphs = new Set(
  'p h1 h2 h3 h4 h5 h6 blockquote pre ul ol dl table form section article header footer figure hr'.split(' '),
)
const lines = new Set('div li tr dt dd caption figcaption address legend fieldset option'.split(' '))
/** What plain text says as well. */
const plainly = new Set(['p', 'div', 'br', 'ul', 'li'])

/** They have no content, so nothing closes them. */
const empty = new Set(['img', 'hr', 'input', 'col', 'source', 'wbr', 'link', 'meta', 'area', 'embed'])
/** Deeper than this, markup only costs time. */
const deepest = 100

/** Puts text together line by line: breaks are remembered, and made when something follows. */
class Setting {
  verbatim = 0
  readonly #lines: string[] = []
  #line = ''
  #break = 0
  #space = false
  #plain = true
  #entries = 0
  readonly #open: string[] = []

  open(name: string, bare: boolean): void {
    if (!plainly.has(name) || !bare) this.#plain = false
    if (name === 'br') {
      this.#flush()
      this.#endLine()
      return
    }
    this.#breakFor(name)
    if (name === 'td' || name === 'th') this.#space = true
    if (name === 'li') this.#put('- ')
    if (empty.has(name) || this.#open.length >= deepest) return
    if (name === 'pre') this.verbatim += 1
    if (name === 'li') this.#entries += 1
    this.#open.push(name)
  }

  close(name: string): void {
    const last = this.#open.lastIndexOf(name)
    if (last < 0) return
    for (const closed of this.#open.splice(last)) {
      if (closed === 'pre') this.verbatim -= 1
      if (closed === 'li') this.#entries -= 1
    }
    this.#breakFor(name)
  }

  text(text: string): void {
    if (this.verbatim > 0) return this.exact(text)
    const words = text.replace(/[ \t\r\n\f\u00a0]+/g, ' ')
    if (words === '') return
    if (words.startsWith(' ')) this.#space = true
    const inner = words.trim()
    if (!inner) return
    this.#put(inner)
    if (words.endsWith(' ')) this.#space = true
  }

  exact(text: string): void {
    const [first = '', ...more] = text.split('\n')
    if (text === '') return
    this.#put(first)
    for (const line of more) {
      this.#endLine()
      this.#line = line
    }
  }

  leaveOut(): void {
    this.#plain = false
  }

  done(): PlainText {
    this.#endLine()
    return { text: this.#lines.join('\n').trimEnd(), plain: this.#plain }
  }

  /** A list in a list, and a paragraph in an entry of one, only begin a line. */
  #breakFor(name: string): void {
    if (paragraphs.has(name)) this.#break = Math.max(this.#break, this.#entries > 0 ? 1 : 2)
    else if (lines.has(name)) this.#break = Math.max(this.#break, 1)
  }

  #put(text: string): void {
    this.#flush()
    if (this.#space && this.#line !== '' && !this.#line.endsWith(' ')) this.#line += ' '
    this.#space = false
    this.#line += text
  }

  #flush(): void {
    if (this.#break === 0) return
    if (this.#line !== '' && this.#line !== '- ') this.#endLine()
    if (this.#line === '' && this.#break === 2 && this.#lines.length > 0 && this.#lines.at(-1) !== '') {
      this.#lines.push('')
    }
    this.#break = 0
    this.#space = false
  }

  #endLine(): void {
    this.#lines.push(this.verbatim > 0 ? this.#line : this.#line.trimEnd())
    this.#line = ''
    this.#space = false
  }
}
