import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from 'saxes'
import { Leap2aError } from './errors.ts'
import type { XmlAttribute, XmlElement } from './xml-element.ts'

const XMLNS = 'http://www.w3.org/2000/xmlns/'

/** How much of a feed is read before it is refused. */
export interface FeedLimits {
  /** 64 MiB unless told. */
  readonly bytes?: number
  /** How deep elements lie in each other: 200 unless told. */
  readonly depth?: number
  /** Elements and attributes: 2,000,000 unless told. */
  readonly nodes?: number
}

export interface XmlReceiver {
  /** The outermost element, before its children; its declared prefixes. */
  root(element: Omit<XmlElement, 'children'>, prefixes: Readonly<Record<string, string>>): void
  /** A child of the outermost element, whole. */
  child(element: XmlElement): void
}

/** A part of a document at a time: only one child of the outermost element is held. */
export interface XmlReader {
  write(part: Uint8Array | string): void
  close(): void
}

interface Open {
  element: Omit<XmlElement, 'children'>
  children: (XmlElement | string)[]
}

/** DTDs are refused, so that there are no entities but XML's own five and characters by number. */
export function xmlReader(receiver: XmlReceiver, limits: FeedLimits = {}): XmlReader {
  const { bytes = 64 * 1024 * 1024, depth = 200, nodes = 2_000_000 } = limits
  const parser = new SaxesParser({ xmlns: true, position: false })
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const open: Open[] = []
  let read = 0
  let counted = 0

  parser.on('error', (cause) => {
    throw new Leap2aError('not_xml', cause.message, { cause })
  })
  parser.on('doctype', () => {
    throw new Leap2aError('doctype', 'a feed with a document type declaration is not read')
  })
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding && !/^utf-?8$/i.test(encoding)) {
      throw new Leap2aError('not_xml', `a feed is read in UTF-8, not in ${encoding}`)
    }
  })
  parser.on('opentag', (tag) => {
    const attributes = attributesOf(tag)
    counted += 1 + attributes.length
    if (counted > nodes) throw new Leap2aError('too_large', `the feed has more than ${nodes} parts`)
    if (open.length >= depth)
      throw new Leap2aError('too_large', `the feed lies more than ${depth} levels deep`)
    const element = {
      name: tag.local,
      ...(tag.uri ? { namespace: tag.uri } : {}),
      ...(tag.prefix ? { prefix: tag.prefix } : {}),
      ...(attributes.length > 0 ? { attributes } : {}),
    }
    open.push({ element, children: [] })
    if (open.length === 1) receiver.root(element, { ...tag.ns })
  })
  parser.on('closetag', () => {
    const closed = open.pop()
    if (!closed) return
    const element: XmlElement = { ...closed.element, children: closed.children }
    // The children of the outermost element are handed on, and forgotten here.
    if (open.length === 1) receiver.child(element)
    else open.at(-1)?.children.push(element)
  })
  const onText = (text: string) => {
    const children = open.length > 1 ? open.at(-1)?.children : undefined
    if (!children || text === '') return
    const last = children.at(-1)
    if (typeof last === 'string') children[children.length - 1] = last + text
    else children.push(text)
  }
  parser.on('text', onText)
  parser.on('cdata', onText)

  const decode = (part?: Uint8Array) => {
    try {
      return part ? decoder.decode(part, { stream: true }) : decoder.decode()
    } catch (cause) {
      throw new Leap2aError('not_xml', 'the feed is not in UTF-8', { cause })
    }
  }
  return {
    write(part) {
      read += part.length
      if (read > bytes) throw new Leap2aError('too_large', `the feed is larger than ${bytes} bytes`)
      parser.write(typeof part === 'string' ? part : decode(part))
    },
    close() {
      parser.write(decode())
      parser.close()
    },
  }
}

function attributesOf({ attributes }: SaxesTagNS): XmlAttribute[] {
  const found: XmlAttribute[] = []
  for (const name in attributes) {
    const { local, uri, prefix, value } = attributes[name] as SaxesAttributeNS
    if (uri === XMLNS) continue
    if (!uri) found.push({ name: local, value })
    else if (!prefix) found.push({ name: local, namespace: uri, value })
    else found.push({ name: local, namespace: uri, prefix, value })
  }
  return found
}
