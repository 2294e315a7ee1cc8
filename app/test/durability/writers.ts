import { createHash } from 'node:crypto'
import { textBase } from '../../src/portfolio/page/text-base.ts'
import { paths } from '../../src/paths.ts'
import type { Browser } from '../support/browser.ts'

/** Writes until the server is gone, and remembers what was answered. */
export interface Writer {
  /** Ends with the first request that is not answered as it should be. */
  write(): Promise<void>
}

/** Runs them until `over`; a request that fails then is what was meant to happen. */
export async function whileWriting(
  writers: readonly Writer[],
  interrupt: () => Promise<void>,
): Promise<void> {
  const over = { value: false }
  const early: unknown[] = []
  const writing = writers.map(async (writer) => {
    try {
      while (!over.value) await writer.write()
    } catch (error) {
      if (!over.value) early.push(error)
    }
  })
  // What fails while the kill is under way has been interrupted by it.
  await interrupt().finally(() => (over.value = true))
  await Promise.all(writing)
  if (early.some((error) => !isCutOff(error))) throw early.find((error) => !isCutOff(error))
}

/** No connection, or an answer that a dying server could still give. */
class CutOff extends Error {}
const isCutOff = (error: unknown) => error instanceof CutOff || error instanceof TypeError

function ensureStatus(status: number, ...expected: number[]): void {
  if (expected.includes(status)) return
  if (status >= 500) throw new CutOff(`answered ${status}`)
  throw new Error(`answered ${status} instead of ${expected.join(' or ')}`)
}

/** A learner who types into a text of a page, saved as they type, and publishes now and then. */
export class Author implements Writer {
  readonly pageId: string
  readonly #browser: Browser
  readonly #blockId: string
  #csrf = ''
  #text = ''
  #count = 0
  /** Texts of the draft and of published versions, as answered. */
  readonly saved: { revision: number; text: string }[] = []
  readonly published: string[] = []

  constructor(browser: Browser, pageId: string, blockId: string) {
    this.#browser = browser
    this.pageId = pageId
    this.#blockId = blockId
  }

  /** The draft as the editor shows it now, to go on from. */
  async read(): Promise<string> {
    const editor = await this.#browser.get(paths.pageEdit(this.pageId))
    ensureStatus(editor.status, 200)
    this.#csrf = editor.document.querySelector('input[name=csrf]')?.getAttribute('value') ?? ''
    this.#text = editor.document.querySelector(`[name=text-${this.#blockId}]`)?.textContent?.trim() ?? ''
    return this.#text
  }

  async write(): Promise<void> {
    this.#count += 1
    const text = `${this.#count}. ${'The harbour at low water. '.repeat(20)}`.trim()
    const fields = { [`text-${this.#blockId}`]: text, [`base-${this.#blockId}`]: textBase(this.#text) }
    const { status, body } = await this.#post(paths.pageDraft(this.pageId), fields)
    ensureStatus(status, 200)
    this.#text = text
    this.saved.push({ revision: (JSON.parse(body) as { revision: number }).revision, text })
    if (this.#count % 5 !== 0) return
    const publication = await this.#post(paths.pagePublication(this.pageId), {})
    ensureStatus(publication.status, 303)
    this.published.push(text)
  }

  async #post(path: string, fields: Readonly<Record<string, string>>) {
    const body = new URLSearchParams({ csrf: this.#csrf, ...fields })
    const answer = await this.#browser.request(path, { method: 'POST', body })
    return { status: answer.status, body: await answer.text() }
  }
}

/** Employers who follow a link, each for the first time. */
export class Openings implements Writer {
  readonly #origin: string
  readonly #path: string
  begun = 0
  /** The cookies that were answered. */
  readonly visits: string[] = []

  constructor(origin: string, sharePath: string) {
    this.#origin = origin
    this.#path = sharePath
  }

  async write(): Promise<void> {
    this.begun += 1
    const answer = await fetch(`${this.#origin}${this.#path}/opening`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: this.#origin },
      body: new URLSearchParams(),
    })
    ensureStatus(answer.status, 303)
    const visit = answer.headers.getSetCookie()[0]?.split(';')[0]?.split('=')[1]
    if (visit === undefined) throw new Error('an opening gave no visit')
    this.visits.push(visit)
  }

  async look(visit: string): Promise<{ status: number; text: string }> {
    const headers = { cookie: `vademecum_visit=${visit}` }
    const answer = await fetch(`${this.#origin}${this.#path}`, { headers, redirect: 'manual' })
    return { status: answer.status, text: await answer.text() }
  }
}

/** As the database keeps a visit. */
export const hashOf = (visit: string) => createHash('sha256').update(visit).digest('base64url')

/** An awarding organisation that sends one results file after the other. */
export class Loader implements Writer {
  readonly #browser: Browser
  readonly issuerId: string
  readonly #fileOf: (number: number) => string
  #number = 0
  /** Numbers of files that were sent, and of those that were answered. */
  readonly sent: number[] = []
  readonly answered: number[] = []

  constructor(browser: Browser, issuerId: string, fileOf: (number: number) => string) {
    this.#browser = browser
    this.issuerId = issuerId
    this.#fileOf = fileOf
  }

  async write(): Promise<void> {
    this.#number += 1
    await this.send(this.#number)
  }

  async send(number: number): Promise<void> {
    const form = await this.#browser.get(paths.batchNew(this.issuerId))
    ensureStatus(form.status, 200)
    const file = new File([this.#fileOf(number)], `results-${number}.csv`, { type: 'text/csv' })
    if (!this.sent.includes(number)) this.sent.push(number)
    const answer = await this.#browser.submit(
      'form[enctype="multipart/form-data"]',
      { file },
      { follow: false },
    )
    ensureStatus(answer.status, 303)
    // The dry run is there; loading is a press of its own.
    const batch = await this.#browser.get(answer.headers.get('location') ?? '')
    ensureStatus(batch.status, 200)
    if (batch.document.querySelector('form[action$="/loading"]')) {
      const loaded = await this.#browser.submit('form[action$="/loading"]', {}, { follow: false })
      ensureStatus(loaded.status, 303)
    }
    this.answered.push(number)
  }
}
