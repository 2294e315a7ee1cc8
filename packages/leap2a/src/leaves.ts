import type { Extended, Leap2aEntry, Leap2aFeed } from './feed.ts'
import { isElement, type XmlElement } from './xml-element.ts'

/** One value that stands in a feed: a text, or an attribute. */
export interface Leaf {
  /** Which part of the entry or feed: `title`, `dates`, `personData`, …; of `kept`, the name of the element. */
  readonly part: string
  readonly value: string
}

/**
 * Every value that an entry or the head of a feed holds, without the empty ones: what a program has to account for when
 * it says that it lost nothing.
 *
 * @example leavesOf(entry).filter(({ part }) => part === 'dates')
 */
export function leavesOf(of: Leap2aEntry | Omit<Leap2aFeed, 'entries'>): Leaf[] {
  const leaves: Leaf[] = []
  for (const [part, value] of Object.entries(of)) {
    if (part === 'entries' || part === 'prefixes') continue
    if (part === 'kept') {
      for (const element of value as readonly XmlElement[]) elementLeaves(element.name, element, leaves)
    } else collect(part, value, leaves)
  }
  return leaves
}

function collect(part: string, value: unknown, leaves: Leaf[]): void {
  if (typeof value === 'string') {
    if (value.trim()) leaves.push({ part, value })
  } else if (Array.isArray(value)) {
    for (const one of value) collect(part, one, leaves)
  } else if (isXml(value)) {
    elementLeaves(part, value, leaves)
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, one] of Object.entries(value)) {
      if (name === 'other') {
        for (const attribute of (value as Extended).other ?? []) collect(part, attribute.value, leaves)
      } else if (name !== 'format') collect(part, one, leaves)
    }
  }
}

function elementLeaves(part: string, element: XmlElement, leaves: Leaf[]): void {
  for (const { value } of element.attributes ?? []) collect(part, value, leaves)
  for (const child of element.children) {
    if (isElement(child)) elementLeaves(part, child, leaves)
    else collect(part, child, leaves)
  }
}

function isXml(value: unknown): value is XmlElement {
  return typeof value === 'object' && value !== null && 'children' in value && 'name' in value
}
