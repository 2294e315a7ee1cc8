import { Leap2aError } from './errors.ts'
import type { Leap2aFeed } from './feed.ts'
import { entryOf } from './parse-entry.ts'
import { literal, onlyText, sortAttributes, valueOf } from './parse-parts.ts'
import { type FeedLimits, type XmlReader, xmlReader } from './read-xml.ts'
import { ATOM, isLeap2, RDF, XHTML, XML } from './vocabulary.ts'
import { isElement, withoutIndentation, type XmlElement } from './xml-element.ts'

/**
 * Reads a Leap2A feed (2010-07). What it does not understand it keeps verbatim; it refuses only what is no Atom feed,
 * has a document type declaration, or is larger than the limits.
 *
 * @example
 * const feed = parseFeed('<feed xmlns="http://www.w3.org/2005/Atom"><title>Mine</title></feed>')
 * console.log(feed.title, feed.entries.length)
 */
export function parseFeed(source: string | Uint8Array, limits?: FeedLimits): Leap2aFeed {
  const reading = feedReader(limits)
  reading.write(source)
  return reading.finish()
}

/** The same for a feed that arrives in parts, of which only one entry at a time is held as XML. */
export async function readFeed(
  source: AsyncIterable<Uint8Array | string>,
  limits?: FeedLimits,
): Promise<Leap2aFeed> {
  const reading = feedReader(limits)
  for await (const part of source) reading.write(part)
  return reading.finish()
}

type Building = { -readonly [Key in keyof Leap2aFeed]?: Leap2aFeed[Key] } & {
  entries: Leap2aFeed['entries'][number][]
  kept: XmlElement[]
  prefixes: Record<string, string>
}

function feedReader(limits: FeedLimits | undefined): Pick<XmlReader, 'write'> & { finish(): Leap2aFeed } {
  const feed: Building = { prefixes: {}, entries: [], kept: [] }
  let declared: Readonly<Record<string, string>> = {}
  const reader = xmlReader(
    {
      root(element, prefixes) {
        if (element.name !== 'feed' || element.namespace !== ATOM) {
          throw new Leap2aError('not_a_feed', 'the document is no Atom feed')
        }
        declared = prefixes
        feed.prefixes = extensionPrefixes(prefixes)
        const { known, other } = sortAttributes(element.attributes, { lang: XML })
        if (known.lang !== undefined) feed.language = known.lang
        if (other) feed.other = other
      },
      child(element) {
        if (element.namespace === ATOM && element.name === 'entry') {
          feed.entries.push(entryOf(element, declared))
        } else if (!takeHead(feed, element)) feed.kept.push(withoutIndentation(element))
      },
    },
    limits,
  )
  return {
    write: (part) => reader.write(part),
    finish() {
      reader.close()
      const { id = '', title = '', updated = '', ...rest } = feed
      return { ...rest, id, title, updated }
    },
  }
}

/** True when the element is understood without a rest, and the feed has no such yet. */
function takeHead(feed: Building, element: XmlElement): boolean {
  if (element.name === 'version' && isLeap2(element.namespace)) {
    const value = literal(element)
    if (!value || value.other || feed.version !== undefined) return false
    feed.version = value.value
    return true
  }
  if (element.namespace !== ATOM) return false
  switch (element.name) {
    case 'id':
    case 'title':
    case 'updated': {
      const value = onlyText(element)
      if (value === undefined || feed[element.name] !== undefined) return false
      feed[element.name] = element.name === 'title' ? value : value.trim()
      return true
    }
    case 'generator': {
      const { known, other } = sortAttributes(element.attributes, { uri: undefined, version: undefined })
      const name = valueOf(element)
      if (name === undefined || other || feed.generator) return false
      feed.generator = { name, ...known }
      return true
    }
    case 'author':
      return takeAuthor(feed, element)
    default:
      return false
  }
}

function takeAuthor(feed: Building, element: XmlElement): boolean {
  if (feed.author || element.attributes) return false
  const author: { name?: string; email?: string; uri?: string } = {}
  for (const child of withoutIndentation(element).children) {
    if (!isElement(child)) {
      if (child.trim() !== '') return false
      continue
    }
    const { name } = child
    if (child.namespace !== ATOM || (name !== 'name' && name !== 'email' && name !== 'uri')) return false
    const value = onlyText(child)
    if (value === undefined || author[name] !== undefined) return false
    author[name] = value.trim()
  }
  feed.author = author
  return true
}

/** Those of the vocabularies that are always declared are not said again. */
function extensionPrefixes(declared: Readonly<Record<string, string>>): Record<string, string> {
  const fixed = new Set([ATOM, RDF, XHTML, XML, ''])
  const usual = new Set(['', 'xml', 'xmlns', 'rdf', 'leap2'])
  return Object.fromEntries(
    Object.entries(declared).filter(
      ([prefix, namespace]) => !usual.has(prefix) && !fixed.has(namespace) && !isLeap2(namespace),
    ),
  )
}
