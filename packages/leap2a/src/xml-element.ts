import { XHTML } from './vocabulary.ts'

/** An element as it stood in a document, with nothing left out but comments and processing instructions. */
export interface XmlElement {
  readonly name: string
  readonly namespace?: string
  /** As the document wrote it: written again where nothing speaks against it. */
  readonly prefix?: string
  readonly attributes?: readonly XmlAttribute[]
  readonly children: readonly (XmlElement | string)[]
}

export interface XmlAttribute {
  readonly name: string
  readonly namespace?: string
  readonly prefix?: string
  readonly value: string
}

export function isElement(node: XmlElement | string): node is XmlElement {
  return typeof node !== 'string'
}

/** All text in an element, in order. */
export function textOfElement(element: XmlElement): string {
  return element.children.map((child) => (isElement(child) ? textOfElement(child) : child)).join('')
}

export function attributeOf(element: XmlElement, name: string): string | undefined {
  return element.attributes?.find((attribute) => attribute.name === name)?.value
}

/** The white space between elements means nothing, but for XHTML and where text stands beside elements. */
export function withoutIndentation(element: XmlElement): XmlElement {
  if (element.namespace === XHTML) return element
  const { children } = element
  const indented =
    children.some(isElement) && children.every((child) => isElement(child) || child.trim() === '')
  return {
    ...element,
    children: (indented ? children.filter(isElement) : children).map((child) =>
      isElement(child) ? withoutIndentation(child) : child,
    ),
  }
}
