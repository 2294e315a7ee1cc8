import type { Leap2aEntry } from './feed.ts'
import {
  categoryPart,
  datePart,
  fieldPart,
  linkPart,
  literal,
  onlyText,
  sortAttributes,
  spatialPart,
  textPart,
  valueOf,
} from './parse-parts.ts'
import { ATOM, type EntryKind, isEntryKind, isLeap2, RDF, XML } from './vocabulary.ts'
import { attributeOf, isElement, withoutIndentation, type XmlElement } from './xml-element.ts'

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] extends readonly (infer One)[] ? One[] : T[Key] }
type Building = Mutable<Omit<Leap2aEntry, 'id' | 'title'>> & { id?: string; title?: string }

/** `prefixes` are those that the feed declares. */
export function entryOf(element: XmlElement, prefixes: Readonly<Record<string, string>>): Leap2aEntry {
  const { known, other } = sortAttributes(element.attributes, { lang: XML })
  const entry: Building = {
    links: [],
    dates: [],
    categories: [],
    myRoles: [],
    activeTimes: [],
    personData: [],
    organizationData: [],
    spatial: [],
    kept: [],
    ...(known.lang !== undefined ? { language: known.lang } : {}),
  }
  if (other) entry.other = [...other]
  for (const child of element.children) {
    // Text between the elements of an entry has no meaning in Atom; what is not white space is kept all the same.
    if (!isElement(child)) {
      if (child.trim()) entry.kept.push({ name: 'content', namespace: ATOM, children: [child.trim()] })
    } else if (!take(entry, child, prefixes)) entry.kept.push(withoutIndentation(child))
  }
  const { id = '', title = '', ...rest } = entry
  return { ...(rest as Omit<Leap2aEntry, 'id' | 'title'>), id, title }
}

/** True when the element is understood without a rest. */
function take(entry: Building, element: XmlElement, prefixes: Readonly<Record<string, string>>): boolean {
  if (element.namespace === ATOM) return takeAtom(entry, element, prefixes)
  if (element.namespace === RDF && element.name === 'type') {
    const kind = kindOf(element, prefixes)
    if (!kind || entry.kind) return false
    entry.kind = kind
    return true
  }
  return isLeap2(element.namespace) && takeLeap2(entry, element)
}

function takeAtom(entry: Building, element: XmlElement, prefixes: Readonly<Record<string, string>>): boolean {
  const { name } = element
  switch (name) {
    case 'id':
    case 'updated':
    case 'published':
    case 'title': {
      const value = name === 'title' ? titleOf(element) : onlyText(element)?.trim()
      if (value === undefined || entry[name] !== undefined) return false
      entry[name] = value
      return true
    }
    case 'summary':
    case 'content':
    case 'rights': {
      const text = textPart(element)
      if (!text || entry[name]) return false
      entry[name] = text
      return true
    }
    case 'link':
      return push(entry.links, linkPart(element, prefixes))
    case 'category':
      return push(entry.categories, categoryPart(element))
    default:
      return false
  }
}

function takeLeap2(entry: Building, element: XmlElement): boolean {
  switch (element.name) {
    case 'date':
      return push(entry.dates, datePart(element))
    case 'persondata':
      return push(entry.personData, fieldPart(element))
    case 'orgdata':
      return push(entry.organizationData, fieldPart(element))
    case 'spatial':
      return push(entry.spatial, spatialPart(element))
    case 'myrole':
      return push(entry.myRoles, literal(element))
    case 'activetime':
      return push(entry.activeTimes, literal(element))
    case 'status': {
      const status = literal(element)
      if (!status || entry.status) return false
      entry.status = status
      return true
    }
    default:
      return false
  }
}

/** A title may say that it is text; one in markup is kept as it is. */
function titleOf(element: XmlElement): string | undefined {
  const { attributes = [] } = element
  const plain = attributes.every(
    ({ name, namespace, value }) => !namespace && name === 'type' && value === 'text',
  )
  return plain ? valueOf(element) : undefined
}

/** The CURIE of `rdf:resource`, or the IRI that it stands for. */
function kindOf(element: XmlElement, prefixes: Readonly<Record<string, string>>): EntryKind | undefined {
  if (element.children.length > 0 || element.attributes?.length !== 1) return undefined
  const resource = attributeOf(element, 'resource') ?? ''
  const [, before = '', local = ''] = /^(.*[:/#])(\w+)$/.exec(resource) ?? []
  const namespace = before.endsWith(':') ? prefixes[before.slice(0, -1)] : before
  // Some exporters write a prefix of the vocabulary that they forgot to declare.
  const known = isLeap2(namespace) || (!namespace && /^leap2?(?:type)?:$/.test(before))
  return known && isEntryKind(local) ? local : undefined
}

function push<T>(list: T[], part: T | undefined): boolean {
  if (!part) return false
  list.push(part)
  return true
}
