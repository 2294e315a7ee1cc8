const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
/** What Open Badges 3.0 and 2.0 call the text that holds the badge. */
const KEYWORDS = new Set(['openbadgecredential', 'openbadges'])

/**
 * The badge that is baked into a picture, as text: JSON, a token, or the address of an assertion. Undefined when the bytes
 * are no PNG or SVG, or nothing is baked in (Open Badges 3.0 §5.3).
 */
export function readBaked(bytes: Uint8Array): string | undefined {
  if (PNG.every((byte, index) => bytes[index] === byte)) return fromPng(bytes)
  const text = decode(bytes)
  return text !== undefined && /<svg[\s>]/.test(text.slice(0, 4_000)) ? fromSvg(text) : undefined
}

/** In a chunk `iTXt`: keyword, two bytes about compression, language and translated keyword, then the text. */
function fromPng(bytes: Uint8Array): string | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = PNG.length; at + 12 <= bytes.length; ) {
    const end = at + 8 + view.getUint32(at)
    if (end > bytes.length) return undefined
    if (decode(bytes.subarray(at + 4, at + 8)) === 'iTXt') {
      const text = badgeOf(bytes.subarray(at + 8, end))
      if (text !== undefined) return text
    }
    at = end + 4
  }
  return undefined
}

function badgeOf(chunk: Uint8Array): string | undefined {
  const keywordEnd = chunk.indexOf(0)
  if (keywordEnd < 0 || !KEYWORDS.has(decode(chunk.subarray(0, keywordEnd)) ?? '')) return undefined
  // Compressed text is not allowed here, and so not read.
  if (chunk[keywordEnd + 1] !== 0) return undefined
  const languageEnd = chunk.indexOf(0, keywordEnd + 3)
  const translatedEnd = languageEnd < 0 ? -1 : chunk.indexOf(0, languageEnd + 1)
  return translatedEnd < 0 ? undefined : decode(chunk.subarray(translatedEnd + 1))
}

/** A token stands in `verify`, JSON between the tags. */
function fromSvg(text: string): string | undefined {
  const element = /<openbadges:(credential|assertion)\b/.exec(text)
  if (!element) return undefined
  const [opening, name = ''] = element
  // Looked for once: a pattern would look again from each element of a file that has many and closes none.
  const tagEnd = text.indexOf('>', element.index)
  if (tagEnd < 0) return undefined
  const attributes = text.slice(element.index + opening.length, tagEnd)
  const token = /\bverify="([A-Za-z0-9_.:/?=&%-]+)"/.exec(attributes)?.[1]
  if (token !== undefined) return token
  const start = tagEnd + 1
  const end = text.indexOf(`</openbadges:${name}>`, start)
  if (end < 0) return undefined
  const inside = text.slice(start, end).trim()
  const json = inside.startsWith('<![CDATA[')
    ? inside.slice('<![CDATA['.length, inside.lastIndexOf(']]>'))
    : inside
  return json.trim() || undefined
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
