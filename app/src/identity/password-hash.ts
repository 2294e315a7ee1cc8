import { hash, verify } from '@node-rs/argon2'
import { AppError } from '../errors.ts'

/** Argon2id as OWASP recommends it: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Each takes a core for some 25 ms: more at a time would keep files and other requests waiting. */
const atOnce = 2
const mostWaiting = 200

class Gate {
  #running = 0
  readonly #waiting: Array<() => void> = []

  async run<T>(act: () => Promise<T>): Promise<T> {
    if (this.#waiting.length >= mostWaiting) throw new AppError('unavailable', { retryAfterSeconds: 5 })
    if (this.#running >= atOnce) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    else this.#running += 1
    try {
      return await act()
    } finally {
      // The place goes straight to the next one, so that nobody overtakes.
      const next = this.#waiting.shift()
      if (next) next()
      else this.#running -= 1
    }
  }
}

const gate = new Gate()

/** Typed on another keyboard, the same characters may come composed or not (NIST SP 800-63B). */
const typed = (password: string) => password.normalize('NFKC')

export function hashPassword(password: string): Promise<string> {
  return gate.run(() => hash(typed(password), cost))
}

/** Hash of something that nobody knows: an unknown address takes as long to refuse as a wrong password. */
const nobody =
  '$argon2id$v=19$m=19456,t=2,p=1$Hna9nKX1LZD6V2ZjNPWVkA$Mcz4gdhRTfyRa8ZBGDb7Nn+JebqR/Ux01qmJC8WhbqU'

export async function passwordMatches(stored: string | undefined, password: string): Promise<boolean> {
  const matches = await gate.run(() => verify(stored ?? nobody, typed(password)))
  return matches && stored !== undefined
}
