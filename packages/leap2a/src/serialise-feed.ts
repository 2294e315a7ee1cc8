import type { Extended, Leap2aEntry, Leap2aFeed, Leap2aField, Leap2aLiteral, Leap2aText } from './feed.ts'
import { ATOM, isRelation, LEAP2, RDF, XML } from './vocabulary.ts'
import { escapeAttribute, type Scope, writeElement } from './write-xml.ts'
import type { XmlAttribute, XmlElement } from './xml-element.ts'

/**
 * Writes the feed, always in the same order: the same feed comes to the same bytes. Reading it again gives an equal
 * feed.
 */
export function serialiseFeed(feed: Leap2aFeed): string {
  const scope: Scope = { '': ATOM, rdf: RDF, leap2: LEAP2, ...feed.prefixes }
  const namespaces = Object.entries(scope)
    .map(([prefix, uri]) => `xmlns${prefix && `:${prefix}`}="${escapeAttribute(uri)}"`)
    .join('\n      ')
  const own = writeElement(
    { name: 'x', attributes: attributes({ 'xml:lang': feed.language }, feed.other), children: [] },
    scope,
  )
  // What stands between `<x` and `/>`: the attributes, with what they need declared.
  const rest = own.replace(/^<x(?: xmlns="")?/, '').replace(/\/>$/, '')
  const lines = headOf(feed).map((element) => `  ${writeElement(element, scope)}`)
  for (const entry of feed.entries) {
    lines.push(`  ${openEntry(entry, scope)}`)
    for (const element of partsOf(entry)) lines.push(`    ${writeElement(element, scope)}`)
    lines.push('  </entry>')
  }
  return `<?xml version="1.0" encoding="utf-8"?>\n<feed ${namespaces}${rest}>\n${lines.join('\n')}\n</feed>\n`
}

function openEntry(entry: Leap2aEntry, scope: Scope): string {
  const element = atom('entry', [], attributes({ 'xml:lang': entry.language }, entry.other))
  return writeElement(element, scope).replace(/\/>$/, '>')
}

function headOf(feed: Leap2aFeed): XmlElement[] {
  const { author, generator } = feed
  return [
    ...(feed.version === undefined ? [] : [leap2('version', [feed.version])]),
    atom('id', [feed.id]),
    atom('title', [feed.title]),
    atom('updated', [feed.updated]),
    ...(generator
      ? [
          atom(
            'generator',
            [generator.name],
            attributes({ uri: generator.uri, version: generator.version }, undefined),
          ),
        ]
      : []),
    ...(author
      ? [
          atom(
            'author',
            (['name', 'email', 'uri'] as const).flatMap((name) =>
              author[name] === undefined ? [] : [atom(name, [author[name]])],
            ),
          ),
        ]
      : []),
    ...feed.kept,
  ]
}

function partsOf(entry: Leap2aEntry): XmlElement[] {
  const { updated, published, summary, content, rights, status } = entry
  return [
    atom('title', [entry.title]),
    atom('id', [entry.id]),
    ...(updated === undefined ? [] : [atom('updated', [updated])]),
    ...(published === undefined ? [] : [atom('published', [published])]),
    ...(summary ? [text('summary', summary)] : []),
    ...(content ? [text('content', content)] : []),
    ...(rights ? [text('rights', rights)] : []),
    ...(entry.kind
      ? [
          {
            ...{ name: 'type', namespace: RDF, prefix: 'rdf', children: [] },
            attributes: [{ name: 'resource', namespace: RDF, prefix: 'rdf', value: `leap2:${entry.kind}` }],
          },
        ]
      : []),
    ...(status ? [literal('status', status)] : []),
    ...entry.dates.map((date) =>
      leap2(
        'date',
        [date.value],
        attributes({ 'leap2:point': date.point, 'leap2:label': date.label }, date.other),
      ),
    ),
    ...entry.myRoles.map((role) => literal('myrole', role)),
    ...entry.activeTimes.map((time) => literal('activetime', time)),
    ...entry.personData.map((data) => field('persondata', data)),
    ...entry.organizationData.map((data) => field('orgdata', data)),
    ...entry.spatial.map(({ value, parts, other }) =>
      leap2(
        'spatial',
        value === undefined
          ? parts.map((part) =>
              leap2(
                part.name,
                [part.value],
                attributes({ 'leap2:countrycode': part.countryCode }, part.other),
              ),
            )
          : [value],
        other,
      ),
    ),
    ...entry.categories.map(({ term, scheme, label, other }) =>
      atom('category', [], attributes({ term, scheme, label }, other)),
    ),
    ...entry.links.map(({ rel, href, type, title, length, displayOrder, other }) =>
      atom(
        'link',
        [],
        attributes(
          {
            rel: isRelation(rel) ? `leap2:${rel}` : rel,
            href,
            type,
            title,
            length,
            'leap2:display_order': displayOrder,
          },
          other,
        ),
      ),
    ),
    ...entry.kept,
  ]
}

function text(name: string, written: Leap2aText): XmlElement {
  const { type, other } = written
  if (written.format === 'reference') return atom(name, [], attributes({ type, src: written.src }, other))
  return atom(name, [written.format === 'xhtml' ? written.div : written.value], attributes({ type }, other))
}

function literal(name: string, { value, other }: Leap2aLiteral): XmlElement {
  return leap2(name, [value], other)
}

function field(name: string, { field: of, label, service, value, other }: Leap2aField): XmlElement {
  return leap2(
    name,
    [value],
    attributes({ 'leap2:field': of, 'leap2:label': label, 'leap2:service': service }, other),
  )
}

type Written = readonly (XmlElement | string)[]

const atom = (name: string, children: Written, given?: readonly XmlAttribute[]): XmlElement => ({
  name,
  namespace: ATOM,
  ...(given?.length ? { attributes: given } : {}),
  children: children.includes('') ? children.filter((child) => child !== '') : children,
})

const leap2 = (name: string, children: Written, given?: readonly XmlAttribute[]): XmlElement => ({
  ...atom(name, children, given),
  namespace: LEAP2,
  prefix: 'leap2',
})

/** By the names with which they are written; what is undefined is left out. */
function attributes(
  named: Readonly<Record<string, string | undefined>>,
  other: Extended['other'],
): readonly XmlAttribute[] {
  const known: XmlAttribute[] = []
  for (const name in named) {
    const value = named[name]
    if (value === undefined) continue
    const colon = name.indexOf(':')
    if (colon < 0) known.push({ name, value })
    else {
      const prefix = name.slice(0, colon)
      const namespace = prefix === 'xml' ? XML : LEAP2
      known.push({ name: name.slice(colon + 1), namespace, prefix, value })
    }
  }
  return other ? [...known, ...other] : known
}
