/** `<copy-button>` around a read-only input, a hidden button and a status: shows the button and copies. */
export function defineCopyButton(): void {
  if (!customElements.get('copy-button')) customElements.define('copy-button', CopyButton)
}

class CopyButton extends HTMLElement {
  connectedCallback(): void {
    const field = this.querySelector('input')
    const button = this.querySelector('button')
    const said = this.querySelector('[role=status]')
    if (!field || !button || !said) return
    button.hidden = false
    field.addEventListener('focus', () => field.select())
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(field.value)
        said.textContent = this.dataset.copied ?? ''
      } catch {
        // No permission, or a page without https: the text is selected, and the person told how to go on.
        field.select()
        said.textContent = this.dataset.failed ?? ''
      }
    })
  }
}
