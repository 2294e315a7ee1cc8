/** Focus on the error summary, links into it, menus that close, help that starts closed on a phone. */
export function enhancePage(): void {
  const summary = document.querySelector<HTMLElement>('[data-focus-on-load]')
  summary?.focus()
  summary?.addEventListener('click', focusLinkedField)

  for (const menu of document.querySelectorAll<HTMLDetailsElement>('details[data-menu]')) closeWhenLeft(menu)

  if (matchMedia('(max-width: 54rem)').matches) {
    for (const help of document.querySelectorAll<HTMLDetailsElement>('details[data-close-when-narrow]')) {
      help.open = false
    }
  }
}

/** A jump to the field alone would hide its label above the edge of the window. */
function focusLinkedField(event: Event): void {
  const link =
    event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href^="#"]') : null
  const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)))
  if (!field) return
  event.preventDefault()
  const label =
    field.closest('fieldset')?.querySelector('legend') ?? document.querySelector(`label[for="${field.id}"]`)
  ;(label ?? field).scrollIntoView()
  field.focus({ preventScroll: true })
}

function closeWhenLeft(menu: HTMLDetailsElement): void {
  const close = (event: Event) => {
    if (menu.open && event.target instanceof Node && !menu.contains(event.target)) menu.open = false
  }
  document.addEventListener('click', close)
  document.addEventListener('focusin', close)
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return
    menu.open = false
    menu.querySelector('summary')?.focus()
  })
}
