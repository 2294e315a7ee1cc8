import { parseHTML } from 'linkedom'

/** An answer as a person meets it. */
export class Page {
  readonly url: URL
  readonly status: number
  readonly headers: Headers
  readonly body: Uint8Array
  #document: Document | undefined

  constructor(url: URL, answer: Response, body: Uint8Array) {
    this.url = url
    this.status = answer.status
    this.headers = answer.headers
    this.body = body
  }

  /** Path and query: what a link to this page says. */
  get path(): string {
    return this.url.pathname + this.url.search
  }

  get html(): string {
    return new TextDecoder().decode(this.body)
  }

  get document(): Document {
    this.#document ??= parseHTML(this.html).document
    return this.#document
  }

  /** What can be read of the page's main part, with white space folded. */
  get text(): string {
    return textOf(this.document.querySelector('main') ?? this.document.body)
  }

  get heading(): string {
    return textOf(this.document.querySelector('h1'))
  }

  get title(): string {
    return this.document.title.trim()
  }

  /** The error summary's lines, or the messages at the fields where there is no summary. */
  get errors(): string[] {
    const summary = this.document.querySelector('[role=alert]')
    return [...(summary?.querySelectorAll('li') ?? [])].map(textOf)
  }

  all(selector: string): string[] {
    return [...this.document.querySelectorAll(selector)].map(textOf)
  }

  /** Where the link with this text leads. */
  link(text: string): string {
    const links = [...this.document.querySelectorAll('a[href]')]
    const found =
      links.find((link) => textOf(link) === text) ?? links.find((link) => textOf(link).includes(text))
    const href = found?.getAttribute('href')
    if (!href)
      throw new Error(`No link “${text}” on ${this.path}: there are ${links.map(textOf).join(' | ')}`)
    return href
  }

  json<Body>(): Body {
    return JSON.parse(this.html) as Body
  }
}

export function textOf(element: Element | null | undefined): string {
  return (element?.textContent ?? '').replace(/\s+/g, ' ').trim()
}
