import type { Quad } from '../src/canonical-dataset.ts'
import { escapeText } from '../src/walk-document.ts'

const IRI = '<(?<NAME_iri>[^>]*)>'
const BLANK = '(?<NAME_blank>_:[^\\s]+)'
const term = (name: string) => `(?:${IRI}|${BLANK})`.replaceAll('NAME', name)
const LITERAL = '"(?<text>(?:[^"\\\\]|\\\\.)*)"(?:\\^\\^<(?<datatype>[^>]*)>|@(?<language>[a-zA-Z0-9-]+))?'
const LINE = new RegExp(
  `^\\s*${term('subject')}\\s+${term('predicate')}\\s+(?:${term('object')}|${LITERAL})(?:\\s+${term('graph')})?\\s*\\.\\s*(?:#.*)?$`,
  'u',
)

/** Reads N-Quads of tests; repeated statements once. */
export function parseNQuads(text: string): Quad[] {
  const quads = new Map<string, Quad>()
  for (const line of text.split(/[\r\n]+/)) {
    if (/^\s*(#.*)?$/.test(line)) continue
    const groups = LINE.exec(line)?.groups
    if (groups === undefined) throw new Error(`not N-Quads: ${line}`)
    const named = (name: string) =>
      groups[`${name}_blank`] ??
      (groups[`${name}_iri`] === undefined ? '' : `<${unescape(groups[`${name}_iri`])}>`)
    const quad = {
      subject: named('subject'),
      predicate: named('predicate'),
      object: groups.text === undefined ? named('object') : literal(groups),
      graph: named('graph'),
    }
    quads.set(Object.values(quad).join(' '), quad)
  }
  return [...quads.values()]
}

function literal({ text, datatype, language }: { [name: string]: string | undefined }): string {
  const quoted = `"${escapeText(unescape(text))}"`
  if (language !== undefined) return `${quoted}@${language}`
  const isPlain = datatype === undefined || datatype === 'http://www.w3.org/2001/XMLSchema#string'
  return isPlain ? quoted : `${quoted}^^<${unescape(datatype)}>`
}

function unescape(text = ''): string {
  return text.replace(/\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)/gu, (_, code: string) => {
    if (/^u.{4}$|^U.{8}$/.test(code)) return String.fromCodePoint(Number.parseInt(code.slice(1), 16))
    return { t: '\t', b: '\b', n: '\n', r: '\r', f: '\f' }[code] ?? code
  })
}
