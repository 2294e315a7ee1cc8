import { type Page, textOf } from './page.ts'

/** By label or by `name`. A file is sent as one; `true` and `false` tick and clear; a list picks several. */
export type Fields = Readonly<
  Record<string, string | boolean | number | File | readonly string[] | readonly File[]>
>

export interface FilledForm {
  readonly method: string
  readonly action: string
  readonly body: FormData
  readonly multipart: boolean
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

/**
 * Fills in a form as it stands on the page, hidden fields and CSRF token included, and presses its button.
 * `which` is the text of the button, of the form's heading or legend, or a selector of form or button.
 */
export function fillIn(page: Page, which: string, fields: Fields): FilledForm {
  const { form, button } = findForm(page, which)
  const body = new FormData()
  const controls = [...form.querySelectorAll<Control>('input, select, textarea')].filter(isSent)
  const given = new Map<Control, Fields[string]>()
  for (const [key, value] of Object.entries(fields)) {
    for (const [control, its] of match(page, form, controls, key, value)) given.set(control, its)
  }
  for (const control of controls) append(body, control, given.get(control))
  const name = button?.getAttribute('name')
  if (name) body.append(name, button?.getAttribute('value') ?? '')
  const action = button?.getAttribute('formaction') ?? form.getAttribute('action') ?? page.path
  const method = (button?.getAttribute('formmethod') ?? form.getAttribute('method') ?? 'get').toUpperCase()
  return { method, action, body, multipart: form.getAttribute('enctype') === 'multipart/form-data' }
}

function findForm(page: Page, which: string): { form: Element; button: Element | undefined } {
  const buttonOf = (form: Element) => buttonsOf(form)[0]
  const forms = [...page.document.querySelectorAll('form')]
  const withButton = forms.flatMap((form) => buttonsOf(form).map((button) => ({ form, button })))
  const named = withButton.filter(({ button }) => nameOfButton(button) === which)
  const titled = forms.filter((form) =>
    [...form.querySelectorAll('legend, h1, h2, h3')].some((title) => textOf(title) === which),
  )
  const found = named.length > 0 ? named : titled.map((form) => ({ form, button: buttonOf(form) }))
  if (found.length > 1) throw new Error(`${found.length} forms on ${page.path} answer to “${which}”.`)
  if (found[0]) return found[0]

  const selected = /^[\w\s-]+$/.test(which) ? null : page.document.querySelector(which)
  const form = selected?.closest('form')
  if (!selected || !form) {
    const names = withButton.map(({ button }) => nameOfButton(button)).join(' | ')
    throw new Error(`No form “${which}” on ${page.path} (${page.status}): there are ${names || 'none'}`)
  }
  return { form, button: selected === form ? buttonOf(form) : selected }
}

function buttonsOf(form: Element): Element[] {
  const inside = [...form.querySelectorAll('button:not([type=button]):not([type=reset]), input[type=submit]')]
  const id = form.getAttribute('id')
  const outside = id ? [...form.ownerDocument.querySelectorAll(`button[form="${id}"]`)] : []
  return [...inside, ...outside]
}

function nameOfButton(button: Element): string {
  return button.getAttribute('aria-label') ?? (textOf(button) || (button.getAttribute('value') ?? ''))
}

function isSent(control: Control): boolean {
  const type = control.getAttribute('type')
  const off = control.hasAttribute('disabled') || control.closest('fieldset[disabled]') !== null
  return control.hasAttribute('name') && !off && type !== 'submit' && type !== 'button' && type !== 'image'
}

/** The controls that a key of `fields` means, each with what it gets. */
function match(page: Page, form: Element, controls: Control[], key: string, value: Fields[string]) {
  const labelled = controls.filter((control) => labelsOf(control).includes(key))
  const legend = [...form.querySelectorAll('fieldset')].find(
    (set) => textOf(set.querySelector('legend')) === key,
  )
  const grouped = controls.filter(
    (control) => legend && control.closest('fieldset') === legend && isChoice(control),
  )
  const named = controls.filter((control) => control.getAttribute('name') === key)
  const found = [labelled, grouped, named].find((some) => some.length > 0)
  if (!found) {
    const known = controls.map((control) => labelsOf(control)[0] ?? control.getAttribute('name')).join(' | ')
    throw new Error(`No field “${key}” in the form on ${page.path}: there are ${known}`)
  }
  for (const control of found) {
    const visible = control.getAttribute('type') !== 'hidden'
    if (visible && labelsOf(control).length === 0) {
      throw new Error(`The field “${control.getAttribute('name')}” on ${page.path} has no label.`)
    }
  }
  // A tick of one box by its own label, or choices among the boxes of a group.
  if (typeof value === 'boolean') return found.map((control) => [control, value] as const)
  const [first] = found
  if (!first || !isChoice(first)) return first ? [[first, value] as const] : []
  const chosen = (Array.isArray(value) ? value : [value]).map(String)
  const answersTo = (control: Control) => [...labelsOf(control), control.getAttribute('value') ?? 'on']
  for (const choice of chosen) {
    if (!found.some((control) => answersTo(control).includes(choice))) {
      throw new Error(
        `No choice “${choice}” for “${key}” on ${page.path}: ${found.flatMap(labelsOf).join(' | ')}`,
      )
    }
  }
  return found.map((control) => [control, answersTo(control).some((name) => chosen.includes(name))] as const)
}

function isChoice(control: Control): boolean {
  return ['radio', 'checkbox'].includes(control.getAttribute('type') ?? '')
}

function labelsOf(control: Control): string[] {
  const { ownerDocument } = control
  const id = control.getAttribute('id')
  const references = (control.getAttribute('aria-labelledby') ?? '').split(' ').filter(Boolean)
  return [
    ...(id ? [...ownerDocument.querySelectorAll(`label[for="${id}"]`)].map(textOf) : []),
    textOf(control.closest('label')),
    references.map((reference) => textOf(ownerDocument.getElementById(reference))).join(' '),
    control.getAttribute('aria-label') ?? '',
  ].filter((label) => label !== '')
}

function append(body: FormData, control: Control, value: Fields[string] | undefined): void {
  const name = control.getAttribute('name') ?? ''
  const preset = control.getAttribute('value')
  if (isChoice(control)) {
    if (value ?? control.hasAttribute('checked')) body.append(name, preset ?? 'on')
  } else if (control.getAttribute('type') === 'file') {
    // A browser sends an empty file for a field that was left alone.
    const files = value === undefined ? [new File([], '')] : [value].flat()
    for (const file of files) body.append(name, file instanceof File ? file : String(file))
  } else if (control.tagName === 'SELECT') {
    for (const chosen of optionsOf(control, value)) body.append(name, chosen)
  } else {
    const text =
      control.tagName === 'TEXTAREA' ? (control.textContent ?? '').replace(/^\n/, '') : (preset ?? '')
    if (typeof value === 'object') throw new Error(`“${name}” takes one text.`)
    // Line ends as browsers send them.
    body.append(name, String(value ?? text).replace(/\r?\n/g, '\r\n'))
  }
}

function optionsOf(select: Control, value: Fields[string] | undefined): string[] {
  const options = [...select.querySelectorAll('option')]
  const valueOf = (option: Element) => option.getAttribute('value') ?? textOf(option)
  if (value === undefined) {
    const selected = options.filter((option) => option.hasAttribute('selected'))
    const preset = selected.length > 0 || select.hasAttribute('multiple') ? selected : options.slice(0, 1)
    return preset.map(valueOf)
  }
  return [value]
    .flat()
    .map(String)
    .map((wanted) => {
      const found = options.find((option) => textOf(option) === wanted || valueOf(option) === wanted)
      if (!found) throw new Error(`No option “${wanted}”: there are ${options.map(textOf).join(' | ')}`)
      return valueOf(found)
    })
}
