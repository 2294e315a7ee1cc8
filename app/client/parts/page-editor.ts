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
    history.replaceState(null, '', new URL(answer.url).pathname)
    putBack(fresh, typed)
    focusOn(fresh, button)
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

/** Where the answer says; in a part that was just added, its text. Else the same button, where it still is. */
function focusOn(main: HTMLElement, button: HTMLButtonElement | undefined): void {
  const problem = main.querySelector<HTMLElement>('[data-focus-on-load]')
  const same = [...main.querySelectorAll<HTMLButtonElement>('button[name=act]')].find(
    (other) => other.value === button?.value && !other.hidden && other.tabIndex >= 0,
  )
  const told = main.querySelector<HTMLElement>('[autofocus]')
  const isAdding = button?.value.startsWith('add:') === true
  const inPart = isAdding ? told?.querySelector<HTMLElement>('textarea, input:not([type=hidden])') : null
  const target = problem ?? inPart ?? told ?? same ?? main
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
    if (spoken?.textContent === '') spoken.textContent = said
  }, 100)
  // Nobody should come across it later and take it for news.
  setTimeout(() => {
    if (spoken?.textContent === said) spoken.textContent = ''
  }, 10_000)
}
