import type { Leap2aEntry } from './feed.ts'
import { maharaNamespaces } from './vocabulary.ts'
import { attributeOf, isElement, textOfElement, type XmlElement } from './xml-element.ts'

/** The layout of a page, as Mahara adds it to a selection. */
export interface MaharaView {
  /** `portfolio`, `profile`, `dashboard`, … */
  readonly type: string
  /** In the order in which a page is read: by row and place, or column by column in the older layout. */
  readonly blocks: readonly MaharaBlock[]
}

export interface MaharaBlock {
  /** Mahara's name of the kind: `text`, `image`, `gallery`, `recentposts`, … */
  readonly type: string
  readonly title: string
  /** The settings of the block by name; each is a list, whose members Mahara writes as JSON. */
  readonly settings: Readonly<Record<string, readonly unknown[]>>
}

/**
 * The page that an entry describes in Mahara's own elements; undefined when it has none. They stay in `kept`.
 *
 * @example maharaView(entry)?.blocks.map(({ type, title }) => `${type}: ${title}`)
 */
export function maharaView(entry: Leap2aEntry): MaharaView | undefined {
  const view = entry.kept.find((element) => isMahara(element, 'view'))
  if (!view) return undefined
  const placed = blocksIn(view).map((element, index) => ({
    element,
    index,
    y: placeOf(element, 'positiony'),
    x: placeOf(element, 'positionx'),
  }))
  placed.sort((a, b) => a.y - b.y || a.x - b.x || a.index - b.index)
  return {
    type: attributeOf(view, 'type') ?? '',
    blocks: placed.map(({ element }) => ({
      type: attributeOf(element, 'blocktype') ?? '',
      title: attributeOf(element, 'blocktitle') ?? '',
      settings: Object.fromEntries(
        element.children.filter(isElement).map((setting) => [setting.name, listOf(textOfElement(setting))]),
      ),
    })),
  }
}

/** In columns, in rows and columns, or directly in the view. */
function blocksIn(element: XmlElement): XmlElement[] {
  return element.children
    .filter(isElement)
    .flatMap((child) => (isMahara(child, 'blockinstance') ? [child] : blocksIn(child)))
}

function isMahara(element: XmlElement, name: string): boolean {
  return element.name === name && maharaNamespaces.has(element.namespace ?? '')
}

function placeOf(element: XmlElement, name: string): number {
  const place = Number(attributeOf(element, name) ?? 0)
  return Number.isFinite(place) ? place : 0
}

function listOf(text: string): readonly unknown[] {
  if (!text.trim()) return []
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value : [value]
  } catch {
    return [text]
  }
}
