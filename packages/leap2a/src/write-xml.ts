import { XML } from './vocabulary.ts'
import { isElement, type XmlAttribute, type XmlElement } from './xml-element.ts'

/** Namespaces by prefix where an element stands; `''` is the one of names without a prefix. */
export type Scope = Readonly<Record<string, string>>

/** The element as XML. Prefixes that the scope lacks are declared where they are needed. */
export function writeElement(element: XmlElement, scope: Scope): string {
  let declared: Record<string, string> | undefined
  // Copied only where something is declared: most elements stand in the scope of the feed.
  let here = scope
  const declare = (prefix: string, namespace: string) => {
    declared = { ...declared, [prefix]: namespace }
    here = { ...here, [prefix]: namespace }
  }
  const name = elementName(element, here, declare)
  let attributes = ''
  for (const attribute of element.attributes ?? []) {
    attributes += ` ${attributeName(attribute, here, declared ?? {}, declare)}="${escapeAttribute(attribute.value)}"`
  }
  let namespaces = ''
  for (const [prefix, uri] of Object.entries(declared ?? {})) {
    namespaces += ` xmlns${prefix && `:${prefix}`}="${escapeAttribute(uri)}"`
  }
  if (element.children.length === 0) return `<${name}${namespaces}${attributes}/>`
  let content = ''
  for (const child of element.children) {
    content += isElement(child) ? writeElement(child, here) : escapeText(child)
  }
  return `<${name}${namespaces}${attributes}>${content}</${name}>`
}

type Declare = (prefix: string, namespace: string) => void

function elementName(
  { name, namespace = '', prefix = '' }: XmlElement,
  here: Scope,
  declare: Declare,
): string {
  if (!namespace) {
    if (here[''] ?? '') declare('', '')
    return name
  }
  if (here[prefix] !== namespace) declare(prefix, namespace)
  return prefix ? `${prefix}:${name}` : name
}

function attributeName(
  { name, namespace, prefix }: XmlAttribute,
  here: Scope,
  declared: Scope,
  declare: Declare,
): string {
  if (!namespace) return name
  if (namespace === XML) return `xml:${name}`
  let wanted = prefix || 'a'
  // A prefix that the element itself declares for something else cannot be declared again.
  for (let n = 1; here[wanted] !== namespace && declared[wanted] !== undefined; n += 1) wanted = `a${n}`
  if (here[wanted] !== namespace) declare(wanted, namespace)
  return `${wanted}:${name}`
}

/**
 * What XML 1.0 cannot say becomes the replacement character: no document is written that nobody can read. Tabs and the
 * ends of lines would be changed by a reader, the latter in attributes only.
 */
const special = /[&<>\r\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu
const specialInAttributes = /[&<>"\u0000-\u001f\ufffe\uffff]|\p{Surrogate}/gu
const written: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
}

export function escapeText(text: string): string {
  return text.replace(special, (character) => written[character] ?? '\ufffd')
}

export function escapeAttribute(text: string): string {
  return text.replace(specialInAttributes, (character) => written[character] ?? '\ufffd')
}
