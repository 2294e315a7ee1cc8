import type { Item, ItemBody, ItemFile, ItemKind, ItemText } from './item.ts'

/** The content of an item of this kind, from what was written; a resource needs its file. */
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
      if (!file) throw new Error('a resource has a file')
      const { alt: _before, ...rest } = file
      return { kind, content: { description, file: { ...rest, ...(texts.alt ? { alt: texts.alt } : {}) } } }
    }
    case 'activity':
      return { kind, content: { description, ...(endedOn ? { endedOn } : {}) } }
    case 'achievement':
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
    case 'resource':
      return {
        ...basics,
        texts: { description: item.content.description, alt: item.content.file.alt ?? '' },
      }
    case 'activity': {
      const { description, endedOn } = item.content
      return { ...basics, texts: { description }, ...(endedOn ? { endedOn } : {}) }
    }
    case 'achievement':
      return { ...basics, texts: { description: item.content.description } }
  }
}
