import { AsyncLocalStorage } from 'node:async_hooks'
import type { App } from '../app.ts'
import { type Powers, settingStatements, type Writer } from '../platform/db.ts'

/** Every power that a transaction can be given (`migrations/0003-policies.sql`), taken back. */
const closed = ['self', 'provider_for', 'issuer', 'organisation', 'granted', 'key', 'ingest'].map(
  (name) => `set local app.${name} = ''`,
)

export interface OneTransaction {
  /** The same application; what is written through it comes together or not at all. */
  readonly app: App
  /** Whether anything was written. */
  opened(): boolean
  /** `finish` writes the last of it. */
  commit(finish: (tx: Writer) => Promise<void>): Promise<void>
  rollBack(): Promise<void>
}

/**
 * Verbs open their own transactions. Through this they share one, so that what a request changes and the key under which
 * it was sent are there together or not at all. It opens with the first write for which `ready` says yes, and holds no
 * connection before. Each verb has the powers that it asked for and no others, as if it were alone; one that fails takes
 * back what it wrote itself.
 */
export function oneTransaction(
  app: App,
  options: { powers: Powers; ready(): boolean; begin(tx: Writer): Promise<void> },
): OneTransaction {
  let held: Promise<Writer> | undefined
  let done: Promise<void> = Promise.resolve()
  let end: { commit(): void; rollBack(): void } | undefined
  let last: Promise<unknown> = Promise.resolve()
  const inside = new AsyncLocalStorage<true>()

  function open(): Promise<Writer> {
    held ??= new Promise<Writer>((resolve, reject) => {
      const ended = new Promise<void>((commit, fail) => {
        end = { commit, rollBack: () => fail(rolledBack) }
      })
      ended.catch(() => undefined)
      done = app.db.write(options.powers, async (tx) => {
        await options.begin(tx)
        resolve(tx)
        await ended
      })
      done.catch(reject)
    })
    return held
  }

  /** One after the other, also where a verb asks for two at once: each sets the powers of the one connection. */
  function join<T>(powers: Powers, act: (tx: Writer) => Promise<T>): Promise<T> {
    if (inside.getStore()) throw new Error('a transaction cannot be opened inside of another')
    const turn = last.then(() => inside.run(true, () => joined(powers, act)))
    last = turn.catch(() => undefined)
    return turn
  }

  async function joined<T>(powers: Powers, act: (tx: Writer) => Promise<T>): Promise<T> {
    const tx = await open()
    try {
      await tx.connection.query(['savepoint verb', ...closed, ...settingStatements(powers)].join(';'))
      const ending: Promise<unknown>[] = []
      const last = (statements: Promise<unknown>) => void ending.push(statements)
      const result = await act(Object.create(tx, { last: { value: last } }) as Writer)
      await Promise.all(ending)
      await tx.connection.query('release savepoint verb')
      return result
    } catch (error) {
      // Where even this fails, so does the commit.
      await tx.connection.query('rollback to savepoint verb').catch(() => undefined)
      throw error
    }
  }

  return {
    app: {
      ...app,
      db: {
        ...app.db,
        read: (powers, act) => (held ? join(powers, act) : app.db.read(powers, act)),
        glance: (powers, act) => (held ? join(powers, act) : app.db.glance(powers, act)),
        // A load has a connection of its own, and would wait for this one: its operation is `apart`.
        bulk: () => Promise.reject(new Error('a load cannot be part of one transaction')),
        write: (powers, act) => (options.ready() ? join(powers, act) : app.db.write(powers, act)),
      },
    },
    opened: () => held !== undefined,
    async commit(finish) {
      if (!held) return
      await join(options.powers, finish)
      end?.commit()
      await done
    },
    async rollBack() {
      end?.rollBack()
      await done.catch(() => undefined)
    },
  }
}

const rolledBack = new Error('rolled back')
