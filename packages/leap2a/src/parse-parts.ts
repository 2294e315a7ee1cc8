import type {
  Leap2aCategory,
  Leap2aDate,
  Leap2aField,
  Leap2aLink,
  Leap2aLiteral,
  Leap2aSpatial,
  Leap2aText,
} from './feed.ts'
import { isLeap2, isRelation, LEAP2, XHTML } from './vocabulary.ts'
import {
  isElement,
  textOfElement,
  withoutIndentation,
  type XmlAttribute,
  type XmlElement,
} from './xml-element.ts'

/*
 * Each reader answers undefined when the element holds more than it understands: then the whole element is kept
 * verbatim. So nothing is left out, whatever an exporter writes.
 */

/** Attributes that are understood, by name and namespace, and the others. Those of Leap2A may lack the prefix. */
export function sortAttributes<Name extends string>(
  attributes: readonly XmlAttribute[] | undefined,
  names: Readonly<Record<Name, string | undefined>>,
): { known: Partial<Record<Name, string>>; other?: readonly XmlAttribute[] } {
  const known: Partial<Record<Name, string>> = {}
  const other: XmlAttribute[] = []
  for (const attribute of attributes ?? []) {
    const name = attribute.name as Name
    if (Object.hasOwn(names, name) && known[name] === undefined && fits(attribute, names[name])) {
      known[name] = attribute.value
    } else other.push(attribute)
  }
  return { known, ...(other.length > 0 ? { other } : {}) }
}

function fits({ namespace }: XmlAttribute, wanted: string | undefined): boolean {
  if (wanted === LEAP2) return namespace === undefined || isLeap2(namespace)
  return namespace === wanted
}

/** Undefined when there are elements in it. */
export function valueOf(element: XmlElement): string | undefined {
  return element.children.some(isElement) ? undefined : textOfElement(element)
}

/** The same, and undefined when it has attributes. */
export function onlyText(element: XmlElement): string | undefined {
  return element.attributes ? undefined : valueOf(element)
}

export function literal(element: XmlElement): Leap2aLiteral | undefined {
  const value = valueOf(element)
  if (value === undefined) return undefined
  return { value: value.trim(), ...(element.attributes ? { other: element.attributes } : {}) }
}

export function textPart(element: XmlElement): Leap2aText | undefined {
  const { known, other } = sortAttributes(element.attributes, { type: undefined, src: undefined })
  const declared = {
    ...(known.type !== undefined ? { type: known.type } : {}),
    ...(other ? { other } : {}),
  }
  if (known.src !== undefined) {
    return valueOf(element)?.trim() === '' ? { ...declared, format: 'reference', src: known.src } : undefined
  }
  if (known.type === 'xhtml') {
    const children = element.children.filter((child) => isElement(child) || child.trim() !== '')
    const [div] = children
    if (children.length !== 1 || !div || !isElement(div) || div.namespace !== XHTML || div.name !== 'div')
      return undefined
    return { ...declared, format: 'xhtml', div }
  }
  const value = valueOf(element)
  if (value === undefined) return undefined
  return { ...declared, format: formatOf(known.type), value }
}

function formatOf(type: string | undefined): 'text' | 'html' | 'other' {
  if (type === 'html' || type === 'text/html') return 'html'
  return ['', 'text', 'text/plain'].includes(type ?? '') ? 'text' : 'other'
}

/** `rel` is resolved: `leap2:has_part`, its IRI and Mahara's bare `has_part` are one. */
export function linkPart(
  element: XmlElement,
  prefixes: Readonly<Record<string, string>>,
): Leap2aLink | undefined {
  const { known, other } = sortAttributes(element.attributes, {
    rel: undefined,
    href: undefined,
    type: undefined,
    title: undefined,
    length: undefined,
    display_order: LEAP2,
  })
  if (known.href === undefined || element.children.some((child) => isElement(child) || child.trim() !== ''))
    return undefined
  const { rel = 'alternate', href, display_order: displayOrder, ...rest } = known
  return {
    rel: relationOf(rel, prefixes),
    href,
    ...rest,
    ...(displayOrder !== undefined ? { displayOrder } : {}),
    ...(other ? { other } : {}),
  }
}

function relationOf(rel: string, prefixes: Readonly<Record<string, string>>): string {
  const [, prefix, local] = /^(\w+):(\w+)$/.exec(rel) ?? []
  if (prefix !== undefined && local !== undefined) {
    return isRelation(local) && isLeap2(prefixes[prefix]) ? local : rel
  }
  const iri = /^(.*[#/])(\w+)$/.exec(rel)
  if (iri?.[2] && isRelation(iri[2]) && isLeap2(iri[1])) return iri[2]
  return rel
}

export function datePart(element: XmlElement): Leap2aDate | undefined {
  const { known, other } = sortAttributes(element.attributes, { point: LEAP2, label: LEAP2 })
  const value = valueOf(element)
  return value === undefined ? undefined : { ...known, value: value.trim(), ...(other ? { other } : {}) }
}

export function categoryPart(element: XmlElement): Leap2aCategory | undefined {
  const { known, other } = sortAttributes(element.attributes, {
    term: undefined,
    scheme: undefined,
    label: undefined,
  })
  const { term, ...rest } = known
  if (term === undefined || valueOf(element)?.trim() !== '') return undefined
  return { term, ...rest, ...(other ? { other } : {}) }
}

export function fieldPart(element: XmlElement): Leap2aField | undefined {
  const { known, other } = sortAttributes(element.attributes, { field: LEAP2, label: LEAP2, service: LEAP2 })
  const value = valueOf(element)
  const { field, ...rest } = known
  if (value === undefined || field === undefined) return undefined
  return { field, ...rest, value: value.trim(), ...(other ? { other } : {}) }
}

export function spatialPart(element: XmlElement): Leap2aSpatial | undefined {
  const own = element.attributes ? { other: element.attributes } : {}
  const value = valueOf(element)
  if (value !== undefined) return { ...own, value: value.trim(), parts: [] }
  const parts: Leap2aSpatial['parts'][number][] = []
  for (const child of withoutIndentation(element).children) {
    if (!isElement(child) || !isLeap2(child.namespace)) return undefined
    const text = valueOf(child)
    const { known, other } = sortAttributes(child.attributes, { countrycode: LEAP2 })
    if (text === undefined) return undefined
    parts.push({
      name: child.name,
      value: text.trim(),
      ...(known.countrycode !== undefined ? { countryCode: known.countrycode } : {}),
      ...(other ? { other } : {}),
    })
  }
  return { ...own, parts }
}
