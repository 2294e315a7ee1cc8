import { randomBytes } from 'node:crypto'
import { escapeToBuffer, type HtmlEscapedString } from 'hono/utils/html'
import { Fixed } from '../platform/gzip.ts'
import { Kept } from '../platform/kept.ts'
import type { Frame } from './frame.ts'
import { htmlOf } from './html-of.ts'

type Drawing = HtmlEscapedString | Promise<HtmlEscapedString>
/** Where something stands that differs from one answer to the next. */
type Slot<Name extends string> = { readonly slot: Name }
export type Pieces<Name extends string> = readonly (Fixed | Slot<Name>)[]
export type Parts = readonly (Fixed | string)[]

const mostCharacters = 32_000_000
const kept = new Kept<Pieces<string>>(mostCharacters)

/**
 * What is drawn alike for many, drawn and compressed once. `shown` is all that it is drawn from, and all that `draw` is
 * given; where `slot` stands something is filled in for each answer.
 */
export function keptPieces<Shown, Name extends string>(
  kind: string,
  shown: Shown,
  draw: (shown: Shown, slot: (name: Name) => string) => Drawing,
): Pieces<Name> {
  const key = `${kind} ${JSON.stringify(shown)}`
  const known = kept.get(key, key)
  // What is kept under a kind has the slots of that kind.
  if (known) return known as Pieces<Name>
  // Nobody whose words are drawn can know it, so nobody can write a slot.
  const secret = randomBytes(12).toString('hex')
  const html = htmlOf(draw(shown, (name) => `${secret}~${name}~`))
  const pieces = html
    .split(new RegExp(`${secret}~(\\w+)~`))
    .map((part, at) => (at % 2 === 0 ? new Fixed(part) : { slot: part as Name }))
  kept.set(key, key, pieces, html.length + key.length)
  return pieces
}

export function filled<Name extends string>(
  pieces: Pieces<Name>,
  values: Readonly<Record<Name, string | Parts>>,
): Parts {
  return pieces.flatMap((piece) => (piece instanceof Fixed ? piece : values[piece.slot]))
}

export function textOf(parts: Parts): string {
  return parts.map((part) => (typeof part === 'string' ? part : part.text)).join('')
}

export type FrameSlot = 'csrf' | 'name' | 'initials'

/** A page whose frame is the same for everybody who reads in the same words and look, but for their name and token. */
export function framedPieces<Shown, Name extends string>(
  kind: string,
  frame: Frame,
  shown: Shown,
  draw: (frame: Frame, shown: Shown, slot: (name: Name) => string) => Drawing,
  values: Readonly<Record<Name, string | Parts>>,
): Parts {
  const { t, csrf, signedInAs, ...around } = frame
  const isSignedIn = signedInAs !== null
  const pieces = keptPieces<unknown, Name | FrameSlot>(
    kind,
    { language: t.language, around, isSignedIn, shown },
    (_, slot) => {
      const reader = isSignedIn ? { name: slot('name'), initials: slot('initials') } : null
      return draw({ t, ...around, csrf: slot('csrf'), signedInAs: reader }, shown, slot)
    },
  )
  const { name = '', initials = '' } = signedInAs ?? {}
  const own = { csrf: escaped(csrf), name: escaped(name), initials: escaped(initials) }
  return filled<Name | FrameSlot>(pieces, { ...own, ...values })
}

export function escaped(text: string): string {
  const buffer: [string] = ['']
  escapeToBuffer(text, buffer)
  return buffer[0]
}
