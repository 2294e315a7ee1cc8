/** `<file-drop>` around a file input: files dropped on it go into the input, and what was chosen is said. */
export function defineFileDrop(): void {
  if (!customElements.get('file-drop')) customElements.define('file-drop', FileDrop)
}

class FileDrop extends HTMLElement {
  #said = document.createElement('p')

  connectedCallback(): void {
    const input = this.querySelector('input')
    if (!input || this.#said.isConnected) return
    // A phone has nothing to drag from.
    this.#said.className = 'file-drop__prompt'
    this.#said.setAttribute('role', 'status')
    if (matchMedia('(hover: hover)').matches) this.#said.textContent = this.dataset.prompt ?? ''
    this.append(this.#said)

    for (const name of ['dragenter', 'dragover'] as const) {
      this.addEventListener(name, (event) => {
        if (!event.dataTransfer?.types.includes('Files')) return
        event.preventDefault()
        this.classList.add('file-drop--over')
      })
    }
    this.addEventListener('dragleave', (event) => {
      if (!(event.relatedTarget instanceof Node && this.contains(event.relatedTarget))) this.#leave()
    })
    this.addEventListener('drop', (event) => {
      const dropped = event.dataTransfer?.files
      if (!dropped?.length) return
      event.preventDefault()
      this.#leave()
      this.#take(input, dropped)
    })
  }

  #leave(): void {
    this.classList.remove('file-drop--over')
  }

  #take(input: HTMLInputElement, dropped: FileList): void {
    const files = new DataTransfer()
    for (const file of input.multiple ? [...dropped] : [...dropped].slice(0, 1)) files.items.add(file)
    input.files = files.files
    input.dispatchEvent(new Event('change', { bubbles: true }))
    const names = [...files.files].map((file) => file.name).join(', ')
    const chosen = (this.dataset.chosen ?? '').replace('{name}', names)
    const tooMany = !input.multiple && dropped.length > 1 ? ` ${this.dataset.oneOnly ?? ''}` : ''
    this.#said.textContent = chosen + tooMany
  }
}
