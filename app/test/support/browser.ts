import { CookieJar } from './cookie-jar.ts'
import { type Fields, fillIn } from './form.ts'
import { Page } from './page.ts'

/** What a Hono application offers: an answer without a port. */
export interface Answering {
  request(request: Request): Response | Promise<Response>
}

export interface VisitOptions {
  readonly headers?: Readonly<Record<string, string>>
  /** Off to look at a redirect itself. */
  readonly follow?: boolean
}

/**
 * One visitor without JavaScript: keeps cookies, follows redirects, fills in the forms that are really there.
 *
 * @example
 * const amina = browser(app)
 * await amina.get('/sign-in')
 * const home = await amina.submit('Sign in', { 'E-mail address': 'learner@demo.example', Password: '…' })
 */
export class Browser {
  readonly cookies = new CookieJar()
  readonly #app: Answering
  readonly #origin: string
  #page: Page | undefined

  constructor(app: Answering, origin: string) {
    this.#app = app
    this.#origin = origin
  }

  /** The page that was answered last. */
  get page(): Page {
    if (!this.#page) throw new Error('No page was opened yet.')
    return this.#page
  }

  get(path: string, options?: VisitOptions): Promise<Page> {
    return this.#visit('GET', path, undefined, options)
  }

  /** Opens the link with this text on the present page. */
  click(text: string, options?: VisitOptions): Promise<Page> {
    return this.get(this.page.link(text), options)
  }

  /** A form post that no page offers: for what must be refused. */
  post(path: string, fields: Readonly<Record<string, string>> = {}, options?: VisitOptions): Promise<Page> {
    return this.#visit('POST', path, new URLSearchParams(fields), options)
  }

  /** `fillIn` says what `form` may be. */
  submit(form: string, fields: Fields = {}, options?: VisitOptions): Promise<Page> {
    const { method, action, body, multipart } = fillIn(this.page, form, fields)
    if (multipart && method === 'POST') return this.#visit(method, action, body, options)
    const plain = new URLSearchParams()
    for (const [name, value] of body) plain.append(name, value instanceof File ? value.name : value)
    if (method === 'POST') return this.#visit(method, action, plain, options)
    return this.get(`${action.split('?')[0]}?${plain}`, options)
  }

  /** Any other request with this visitor's cookies; neither followed nor remembered as the present page. */
  async request(path: string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(path, this.#page?.url ?? this.#origin)
    const headers = new Headers(init.headers)
    const cookies = this.cookies.headerFor(url.pathname)
    if (cookies) headers.set('cookie', cookies)
    if (init.body && !headers.has('origin')) {
      headers.set('origin', this.#origin)
      headers.set('sec-fetch-site', 'same-origin')
    }
    const answer = await this.#app.request(new Request(url, { ...init, headers }))
    this.cookies.take(answer.headers)
    return answer
  }

  async #visit(
    method: string,
    path: string,
    body: URLSearchParams | FormData | undefined,
    { headers = {}, follow = true }: VisitOptions = {},
  ): Promise<Page> {
    let url = new URL(path, this.#page?.url ?? this.#origin)
    const all = { accept: 'text/html', ...headers }
    let answer = await this.request(url.href, { method, headers: all, ...(body && { body }) })
    for (let hops = 0; follow && isRedirect(answer); hops += 1) {
      if (hops === 10) throw new Error(`${path} redirects in circles.`)
      url = new URL(answer.headers.get('location') ?? '', url)
      // Away from us: the test looks at `location` itself.
      if (url.origin !== this.#origin) break
      answer = await this.request(url.href, { headers: all })
    }
    this.#page = new Page(url, answer, new Uint8Array(await answer.arrayBuffer()))
    return this.#page
  }
}

const isRedirect = (answer: Response) => answer.status >= 300 && answer.status < 400 && answer.status !== 304

/** `origin` is the application's public address: its CSRF protection compares with it. */
export function browser(app: Answering, { origin = 'http://localhost' } = {}): Browser {
  return new Browser(app, origin)
}
