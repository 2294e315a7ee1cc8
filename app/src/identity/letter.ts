import { z } from 'zod'
import type { App } from '../app.ts'
import type { Writer } from '../platform/db.ts'
import { type Language, languages, type WordKey, wordsFor } from '../words.ts'

/** Every letter has a subject and a text in the catalogue of each language. */
export type LetterName = WordKey extends infer Key
  ? Key extends `mail.${infer Name}Subject`
    ? Name
    : never
  : never

export interface Letter {
  readonly to: string
  readonly language: Language
  readonly letter: LetterName
  /** Whatever the text says, by name; `path` becomes a whole address as `link`. */
  readonly values?: Readonly<Record<string, string | number>>
  readonly path?: string
}

export const mailTask = 'mail.send'

/**
 * Posts a letter in the transaction of what it tells of. It waits sealed: neither the address nor a link that opens
 * something can be read in the queue or in a copy of it.
 */
export async function postLetter(app: App, tx: Writer, letter: Letter): Promise<void> {
  await app.jobs.add(tx, mailTask, { sealed: seal(app, letter) })
}

/** The same for many: one round trip. */
export async function postLetters(app: App, tx: Writer, letters: readonly Letter[]): Promise<void> {
  await app.jobs.addMany(
    tx,
    mailTask,
    letters.map((letter) => ({ sealed: seal(app, letter) })),
  )
}

/** The job: writes the letter in the words of whom it is for. */
export async function sendLetter(app: App, payload: unknown): Promise<void> {
  const { to, language, letter, values, path } = open(app, payload)
  const t = wordsFor(language)
  const link = path === undefined ? {} : { link: `${app.config.publicUrl}${path}` }
  const parts = [
    t('mail.greeting'),
    t.say(`mail.${letter}Text`, { ...values, ...link }),
    t('mail.ending', { service: app.config.publicUrl }),
  ]
  await app.mail.send({
    to,
    language,
    subject: t.say(`mail.${letter}Subject`, values),
    text: `${parts.join('\n\n')}\n`,
  })
}

/** What waits in the queue holds an address or a link, so it is sealed with the service's key. */
export function seal(app: App, content: object): string {
  return app.keys.wrap(Buffer.from(JSON.stringify(content)), mailTask).toString('base64')
}

export function unseal(app: App, sealed: string): unknown {
  return JSON.parse(app.keys.unwrap(Buffer.from(sealed, 'base64'), mailTask).toString())
}

const Sealed = z.object({ sealed: z.string() })
const Content = z.object({
  to: z.string(),
  language: z.enum(languages as [Language, ...Language[]]),
  letter: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  path: z.string().optional(),
})

function open(app: App, payload: unknown) {
  return Content.parse(unseal(app, Sealed.parse(payload).sealed))
}
