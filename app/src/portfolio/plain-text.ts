/** Text that a person wrote, as stored: lines end in LF, no control characters, no blank lines around it. */
export function tidyText(text: string): string {
  return (
    text
      .replace(/\r\n?/g, '\n')
      // PostgreSQL's jsonb refuses NUL; the other controls and lone surrogates mean nothing in text.
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
      .replace(/\p{Surrogate}/gu, '\ufffd')
      .replace(/^(?:[ \t]*\n)+/, '')
      .trimEnd()
  )
}

export function tidyLine(text: string): string {
  return tidyText(text).replace(/\s+/g, ' ').trim()
}

export type TextPart =
  | { readonly kind: 'paragraph'; readonly lines: readonly Inline[][] }
  | { readonly kind: 'list'; readonly entries: readonly Inline[][] }

export type Inline = { readonly text: string; readonly href?: string }

/**
 * How plain text is set: an empty line parts paragraphs, lines that begin with a dash make a list, web addresses are
 * links. Nothing in it is ever markup.
 */
export function textParts(text: string): TextPart[] {
  const parts: TextPart[] = []
  for (const piece of text.split(/\n[ \t]*\n+/)) {
    let lines: string[] = []
    let entries: string[] = []
    const endLines = () => {
      if (lines.length > 0) parts.push({ kind: 'paragraph', lines: lines.map(inlines) })
      lines = []
    }
    const endEntries = () => {
      if (entries.length > 0) parts.push({ kind: 'list', entries: entries.map(inlines) })
      entries = []
    }
    for (const line of piece.split('\n')) {
      const entry = /^[ \t]*[-–*•][ \t]+(.+)$/.exec(line)
      if (entry?.[1]) {
        endLines()
        entries.push(entry[1])
      } else if (line.trim()) {
        endEntries()
        lines.push(line.trim())
      }
    }
    endLines()
    endEntries()
  }
  return parts
}

function inlines(line: string): Inline[] {
  const found: Inline[] = []
  let from = 0
  for (const match of line.matchAll(/\bhttps?:\/\/[^\s<>"']+/g)) {
    // What closes the sentence is not part of the address.
    const href = withoutClosing(match[0])
    if (!URL.canParse(href)) continue
    if (match.index > from) found.push({ text: line.slice(from, match.index) })
    found.push({ text: href, href })
    from = match.index + href.length
  }
  if (from < line.length) found.push({ text: line.slice(from) })
  return found
}

/** From the end, so that a long row of brackets takes no longer than any other text. */
function withoutClosing(address: string): string {
  let end = address.length
  while (end > 0 && '.,;:!?)]'.includes(address.charAt(end - 1))) end -= 1
  return address.slice(0, end)
}
