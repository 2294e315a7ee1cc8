import { createHash } from 'node:crypto'
import type { AppContext } from '../ui/context.ts'

/** The body of a request, read once, and what tells this request from another. */
export interface Incoming {
  text(): Promise<string>
  bytes(): AsyncIterable<Uint8Array>
  /** Reads what was not read yet. */
  drain(): Promise<void>
  /** A keyed hash of method, address and body; undefined until the last byte is here. */
  readonly fingerprint: string | undefined
}

export function incomingOf(c: AppContext): Incoming {
  const hash = createHash('sha256')
  let fingerprint: string | undefined
  const arrived = () => {
    const { pathname, search } = new URL(c.req.url)
    const request = [c.req.method, pathname + search, hash.digest('hex')].join('\n')
    fingerprint = c.var.app.keys.mac('idempotent request', request)
  }
  const bytes = (async function* () {
    const { body } = c.req.raw
    // Node's streams of the web can be iterated; the type of the web's does not say so.
    for await (const part of (body ?? []) as AsyncIterable<Uint8Array>) {
      hash.update(part)
      yield part
    }
    arrived()
  })()
  return {
    bytes: () => bytes,
    async text() {
      const parts: Uint8Array[] = []
      for await (const part of bytes) parts.push(part)
      return Buffer.concat(parts).toString('utf8')
    },
    async drain() {
      for await (const _ of bytes);
    },
    get fingerprint() {
      return fingerprint
    },
  }
}
