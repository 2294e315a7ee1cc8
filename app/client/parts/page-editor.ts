import { AutosaveForm } from './autosave-form.ts'

/**
 * The buttons of `form[data-editor]` do their work without loading the page anew: the form is sent as it would be
 * without script, and the main part of the answer takes the place of the old one. The keyboard stays where it was, what
 * happened is said aloud, and what was typed meanwhile is kept.
 */
export function enhancePageEditor(): void {
  document.addEventListener('submit', (event) => void onSubmit(event), true)
}

let busy = false

async function onSubmit(event: SubmitEvent): Promise<void> {
  const form = event.target
  if (!(form instanceof HTMLFormElement) || form.dataset.editor === undefined) return
  event.preventDefault()
  if (busy) return
  const button = event.submitter instanceof HTMLButtonElement ? event.submitter : undefined
  const around = form.closest('autosave-form')
  const autosave = around instanceof AutosaveForm ? around : undefined
  busy = true
  try {
    await autosave?.pause()
    if (button?.dataset.stay === undefined) return leave(form, button)
    const sent = new FormData(form, button)
    const body = new URLSearchParams()
    for (const [name, value] of sent) if (typeof value === 'string') body.append(name, value)
    const answer = await fetch(form.action, { method: 'POST', body, headers: { accept: 'text/html' } })
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const fresh = page.querySelector('main')
    const main = document.querySelector('main')
    // Signed out, gone or broken: the browser shows it as it shows any page.
    if (!fresh || !main || !(answer.ok || answer.status === 409 || answer.status === 422)) {
      return leave(form, button)
    }
    const typed = typedSince(form, sent)
    main.replaceWith(document.adoptNode(fresh))
    document.title = page.title
    const { hash } = new URL(answer.url)
    history.replaceState(null, '', answer.url)
    putBack(fresh, typed)
    focusOn(fresh, button, hash)
    say(
      page.querySelector('.page > .notice')?.textContent ?? fresh.querySelector('[role=alert]')?.textContent,
    )
  } catch {
    autosave?.resume(form)
    say(form.dataset.failed)
  } finally {
    busy = false
  }
}

/** As without script. */
function leave(form: HTMLFormElement, button: HTMLButtonElement | undefined): void {
  if (button) {
    const pressed = document.createElement('input')
    pressed.type = 'hidden'
    pressed.name = button.name
    pressed.value = button.value
    form.append(pressed)
  }
  form.submit()
}

/** What was typed while the answer was on its way. */
function typedSince(form: HTMLFormElement, sent: FormData): Map<string, string> {
  const typed = new Map<string, string>()
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string' && value !== sent.get(name)) typed.set(name, value)
  }
  return typed
}

function putBack(main: Element, typed: ReadonlyMap<string, string>): void {
  for (const field of main.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
    'form[data-editor] textarea, form[data-editor] input:not([type=hidden])',
  )) {
    const text = typed.get(field.name)
    if (text === undefined) continue
    field.value = text
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
}

/** The same button where it still is; else the part that the answer points to, in its text when it has one. */
function focusOn(main: HTMLElement, button: HTMLButtonElement | undefined, hash: string): void {
  const problem = main.querySelector<HTMLElement>('[data-focus-on-load]')
  const same = [...main.querySelectorAll<HTMLButtonElement>('button[name=act]')].find(
    (other) => other.value === button?.value && !other.hidden && other.tabIndex >= 0,
  )
  const isAdding = button?.value.startsWith('add:') === true
  const part = hash ? main.querySelector<HTMLElement>(`#${CSS.escape(hash.slice(1))}`) : null
  const inPart = part?.querySelector<HTMLElement>('textarea, input:not([type=hidden])')
  const target = problem ?? (isAdding ? (inPart ?? part) : (same ?? part)) ?? main
  target.focus()
}

let spoken: HTMLElement | undefined

/** One live region that outlives the parts of the page that are swapped. */
function say(text: string | null | undefined): void {
  if (!spoken) {
    spoken = document.createElement('p')
    spoken.className = 'visually-hidden'
    spoken.setAttribute('role', 'status')
    document.body.append(spoken)
  }
  spoken.textContent = ''
  const said = (text ?? '').replace(/\s+/g, ' ').trim()
  // A region that is filled in the moment it appears is not read out.
  setTimeout(() => {
    if (spoken) spoken.textContent = said
  }, 100)
}
