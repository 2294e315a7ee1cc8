import { expect, test } from 'vitest'
import type { App } from '../app.ts'
import { masterKey } from '../platform/keys.ts'
import type { MailMessage } from '../platform/mail.ts'
import { catalogues, languages } from '../words.ts'
import { type LetterName, postLetter, sendLetter } from './letter.ts'

const letters = Object.keys(catalogues.en.mail)
  .filter((key) => key.endsWith('Subject'))
  .map((key) => key.slice(0, -'Subject'.length) as LetterName)

/** The queue and the mail server, in memory. */
function post() {
  const payloads: object[] = []
  const sent: MailMessage[] = []
  const app = {
    config: { publicUrl: 'https://record.example' },
    keys: masterKey(new Uint8Array(32)),
    jobs: { add: async (_tx: unknown, _task: string, payload: object) => void payloads.push(payload) },
    mail: { send: async (message: MailMessage) => void sent.push(message) },
  } as unknown as App
  return { app, payloads, sent }
}

test.each(languages.flatMap((language) => letters.map((letter) => [language, letter] as const)))(
  '%s: %s is written whole, in text',
  async (language, letter) => {
    const { app, payloads, sent } = post()
    const tx = {} as unknown as Parameters<typeof postLetter>[1]
    const { mail } = catalogues[language]
    const named = `${mail[`${letter}Subject`]} ${mail[`${letter}Text`]}`.matchAll(/\{(\w+)/g)
    const values = Object.fromEntries([...named].map(([, name]) => [name ?? '', 2]))
    await postLetter(app, tx, { to: 'to@home.example', language, letter, values, path: '/go/secret' })
    expect(JSON.stringify(payloads)).not.toMatch(/home\.example|secret/)
    await sendLetter(app, payloads[0])
    const [message] = sent
    expect(message).toMatchObject({ to: 'to@home.example', language })
    expect(message?.subject).not.toBe('')
    expect(message?.text).toContain('https://record.example/go/secret')
    expect(message?.text).not.toMatch(/[{}]|undefined/)
    expect(message?.text.startsWith(language === 'cy' ? 'Helo,' : 'Hello,')).toBe(true)
  },
)
