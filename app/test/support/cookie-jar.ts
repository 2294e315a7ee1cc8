/** The cookies of one visitor of one origin. `Secure` is not asked for: a test speaks to no network. */
export class CookieJar {
  readonly #cookies = new Map<string, { value: string; path: string }>()

  /** Takes what an answer sets, and forgets what it takes away. */
  take(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const [pair = '', ...rest] = line.split(';').map((part) => part.trim())
      const equals = pair.indexOf('=')
      const name = pair.slice(0, equals)
      const attributes = new Map(
        rest.map((part) => {
          const [key = '', ...value] = part.split('=')
          return [key.toLowerCase(), value.join('=')]
        }),
      )
      const maxAge = attributes.get('max-age')
      const expires = attributes.get('expires')
      const gone = maxAge === undefined ? Date.parse(expires ?? '') < Date.now() : Number(maxAge) <= 0
      if (gone) this.#cookies.delete(name)
      else this.#cookies.set(name, { value: pair.slice(equals + 1), path: attributes.get('path') ?? '/' })
    }
  }

  headerFor(path: string): string {
    return [...this.#cookies]
      .filter(([, cookie]) => path === cookie.path || path.startsWith(cookie.path.replace(/\/?$/, '/')))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ')
  }

  get(name: string): string | undefined {
    return this.#cookies.get(name)?.value
  }

  set(name: string, value: string): void {
    this.#cookies.set(name, { value, path: '/' })
  }

  clear(): void {
    this.#cookies.clear()
  }
}
