/**
 * `<autosave-form action>` around a form: some time after the last key it posts the fields there. A 2xx answer is
 * saved. Without one the text stays on this device, and is sent again when the line is back. Whoever comes back to
 * text that was never saved is asked; nothing is put over what the server has without that.
 */
export function defineAutosaveForm(): void {
  if (!customElements.get('autosave-form')) customElements.define('autosave-form', AutosaveForm)
}

const quietFor = 1200
const tryAgainAfter = 15_000

export class AutosaveForm extends HTMLElement {
  #timer: number | undefined
  #sending: Promise<void> | undefined
  #unsaved = false
  #gone = false
  #writingIn: Element | null = null

  connectedCallback(): void {
    const form = this.querySelector('form')
    if (!form) return
    this.#offerKept(form)
    form.addEventListener('input', ({ target }) => {
      if (target instanceof Element) this.#writingIn = target
      this.#unsaved = true
      this.#after(quietFor, form)
    })
    // The form's own button takes over: what it sends is newer than any draft.
    form.addEventListener('submit', (event) => {
      // A script that sends the form itself calls `pause` and, when that failed, `resume`.
      if (event.defaultPrevented) return
      this.#gone = true
      clearTimeout(this.#timer)
      if (navigator.onLine) this.#forget()
    })
    addEventListener('online', () => this.#unsaved && this.#after(0, form))
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden' && this.#unsaved) this.#save(form)
    })
  }

  disconnectedCallback(): void {
    this.#gone = true
    clearTimeout(this.#timer)
  }

  /** Saves no more until `resume`; resolves when nothing is under way any more. */
  async pause(): Promise<void> {
    this.#gone = true
    clearTimeout(this.#timer)
    await this.#sending
  }

  resume(form: HTMLFormElement): void {
    this.#gone = false
    this.#unsaved = true
    this.#after(0, form)
  }

  #after(wait: number, form: HTMLFormElement): void {
    clearTimeout(this.#timer)
    this.#timer = window.setTimeout(() => this.#save(form), wait)
  }

  #save(form: HTMLFormElement): void {
    if (this.#gone) return
    // One at a time, or an older text could arrive after a newer one.
    if (this.#sending) return this.#unsaved ? this.#after(quietFor, form) : undefined
    this.#sending = this.#send(form).finally(() => {
      this.#sending = undefined
    })
  }

  async #send(form: HTMLFormElement): Promise<void> {
    this.#unsaved = false
    this.#say(this.dataset.saving)
    const body = fieldsOf(form)
    try {
      const answer = await fetch(this.getAttribute('action') ?? form.action, {
        method: 'POST',
        body,
        headers: { accept: 'application/json' },
        keepalive: body.toString().length < 60_000,
      })
      if (!this.isConnected) return
      await takeFields(form, answer)
      if (this.#gone) return
      if (answer.ok) this.#saved()
      else this.#notSaved(form, body, answer.status >= 500 || answer.status === 429)
    } catch {
      if (!this.#gone) this.#notSaved(form, body, true)
    }
  }

  #saved(): void {
    this.#forget()
    const now = new Date().toLocaleTimeString(document.documentElement.lang, {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    this.#say(this.dataset.saved?.replace('{time}', now))
  }

  #notSaved(form: HTMLFormElement, body: URLSearchParams, passing: boolean): void {
    this.#unsaved = true
    try {
      const kept = new URLSearchParams(body)
      for (const field of form.querySelectorAll<HTMLInputElement>('input[type=hidden]'))
        kept.delete(field.name)
      localStorage.setItem(this.#key, kept.toString())
    } catch {
      // Storage is full or forbidden: the text is still on the screen, and the sentence says it is not saved.
    }
    this.#say(passing ? this.dataset.failed : this.dataset.refused)
    if (passing) this.#after(tryAgainAfter, form)
  }

  #offerKept(form: HTMLFormElement): void {
    const kept = this.#kept()
    if (kept === null) return
    const offer = document.createElement('div')
    offer.className = 'autosave__found'
    offer.setAttribute('role', 'status')
    const button = (label: string | undefined, act: () => void) => {
      const made = document.createElement('button')
      made.type = 'button'
      made.className = 'button button--secondary'
      made.textContent = label ?? ''
      made.addEventListener('click', () => {
        act()
        offer.remove()
        form.querySelector<HTMLElement>('textarea, input:not([type=hidden])')?.focus()
      })
      return made
    }
    const text = document.createElement('p')
    text.textContent = this.dataset.found ?? ''
    offer.append(
      text,
      button(this.dataset.putBack, () => {
        putBack(form, new URLSearchParams(kept))
        form.dispatchEvent(new Event('input', { bubbles: true }))
      }),
      button(this.dataset.discard, () => this.#forget()),
    )
    form.before(offer)
  }

  get #key(): string {
    return `draft ${this.getAttribute('action') ?? location.pathname}`
  }

  #kept(): string | null {
    try {
      return localStorage.getItem(this.#key)
    } catch {
      return null
    }
  }

  #forget(): void {
    try {
      localStorage.removeItem(this.#key)
    } catch {
      // Nothing could be kept either.
    }
  }

  #say(text: string | undefined): void {
    const said = this.querySelector('.autosave__said')
    if (said) said.textContent = text ?? ''
    // A long form says it where one is writing too; only the status above is read out.
    for (const place of this.querySelectorAll('[data-said]')) {
      const isHere = place.parentElement?.parentElement?.contains(this.#writingIn) === true
      place.textContent = isHere ? (text ?? '') : ''
    }
  }
}

/** What the server tells the form to go on with: `version`, and any hidden `fields` by name. */
async function takeFields(form: HTMLFormElement, answer: Response): Promise<void> {
  if (!answer.headers.get('content-type')?.includes('json')) return
  const told: { version?: string | number; fields?: Record<string, string> } = await answer.json()
  const fields = { ...told.fields, ...(told.version === undefined ? {} : { version: told.version }) }
  for (const [name, value] of Object.entries(fields)) {
    const field = form.elements.namedItem(name)
    if (field instanceof HTMLInputElement && field.type === 'hidden') field.value = String(value)
  }
}

function fieldsOf(form: HTMLFormElement): URLSearchParams {
  const fields = new URLSearchParams()
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') fields.append(name, value)
  return fields
}

function putBack(form: HTMLFormElement, kept: URLSearchParams): void {
  for (const field of form.elements) {
    if (field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement) {
      field.value = kept.get(field.name) ?? field.value
    } else if (field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio')) {
      field.checked = kept.getAll(field.name).includes(field.value)
    } else if (field instanceof HTMLInputElement && field.type !== 'hidden' && field.type !== 'file') {
      field.value = kept.get(field.name) ?? field.value
    }
  }
}
