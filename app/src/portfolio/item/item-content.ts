import { hasPeriod, type Item, type ItemBody, type ItemFile, type ItemKind, type ItemText } from './item.ts'

/** The content of an item of this kind, from what was written. */
export function bodyFrom(kind: ItemKind, text: ItemText, file: ItemFile | undefined): ItemBody {
  const { texts, endedOn } = text
  const description = texts.description ?? ''
  switch (kind) {
    case 'entry':
      return {
        kind,
        content: { happened: texts.happened ?? '', learned: texts.learned ?? '', next: texts.next ?? '' },
      }
    case 'resource': {
      if (!file) return { kind, content: { description } }
      const { alt: _before, ...rest } = file
      return { kind, content: { description, file: { ...rest, ...(texts.alt ? { alt: texts.alt } : {}) } } }
    }
    default:
      if (hasPeriod(kind)) return { kind, content: { description, ...(endedOn ? { endedOn } : {}) } }
      return { kind, content: { description } }
  }
}

/** What stands in an item, as its form shows it. */
export function textOf(item: Item): ItemText {
  const { title, language, occurredOn } = item
  const basics = { title, language, ...(occurredOn ? { occurredOn } : {}) }
  switch (item.kind) {
    case 'entry': {
      const { happened, learned, next } = item.content
      return { ...basics, texts: { happened, learned, next } }
    }
    case 'resource': {
      const { description, file } = item.content
      return { ...basics, texts: { description, ...(file ? { alt: file.alt ?? '' } : {}) } }
    }
    default: {
      const { description } = item.content
      const endedOn = 'endedOn' in item.content ? item.content.endedOn : undefined
      return { ...basics, texts: { description }, ...(endedOn ? { endedOn } : {}) }
    }
  }
}
