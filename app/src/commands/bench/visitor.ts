import http from 'node:http'
import { gunzipSync } from 'node:zlib'

export interface Answer {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
  /** As it came over the wire, without the headers. */
  readonly size: number
}

/** What a browser would ask: kept connections, compressed answers, no redirect followed by itself. */
export class Visitor {
  readonly #agent: http.Agent
  readonly #origin: URL

  constructor(origin: string, connections: number) {
    this.#origin = new URL(origin)
    this.#agent = new http.Agent({ keepAlive: true, maxSockets: connections, scheduling: 'fifo' })
  }

  get(path: string, cookie?: string): Promise<Answer> {
    return this.#ask('GET', path, cookie ? { cookie } : {})
  }

  /** An empty form, as the button of our own page sends it. */
  press(path: string): Promise<Answer> {
    return this.#ask('POST', path, {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': '0',
      'sec-fetch-site': 'same-origin',
      origin: this.#origin.origin,
    })
  }

  close(): void {
    this.#agent.destroy()
  }

  #ask(method: string, path: string, headers: http.OutgoingHttpHeaders): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const request = http.request(
        {
          agent: this.#agent,
          host: this.#origin.hostname,
          port: this.#origin.port,
          method,
          path,
          headers: { accept: 'text/html', 'accept-encoding': 'gzip', 'accept-language': 'en', ...headers },
        },
        (response) => {
          const parts: Buffer[] = []
          response.on('data', (part: Buffer) => parts.push(part))
          response.on('error', reject)
          response.on('end', () => {
            const sent = Buffer.concat(parts)
            const plain = response.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent
            const status = response.statusCode ?? 0
            resolve({ status, headers: response.headers, body: plain.toString(), size: sent.length })
          })
        },
      )
      request.on('error', reject)
      request.end()
    })
  }
}
