import type { EntryKind } from './vocabulary.ts'
import type { XmlAttribute, XmlElement } from './xml-element.ts'

/** What stands on a known element beside what is known of it. */
export interface Extended {
  readonly other?: readonly XmlAttribute[]
}

/** A Leap2A document: an Atom feed whose entries are the items of a portfolio. */
export interface Leap2aFeed extends Extended {
  readonly id: string
  readonly title: string
  readonly updated: string
  readonly version?: string
  readonly language?: string
  readonly author?: { readonly name?: string; readonly email?: string; readonly uri?: string }
  readonly generator?: { readonly name: string; readonly uri?: string; readonly version?: string }
  /** By which the feed shortens its ids: `portfolio`, `categories`, and those of its extensions. */
  readonly prefixes: Readonly<Record<string, string>>
  readonly entries: readonly Leap2aEntry[]
  /** Every other element of the feed, verbatim. */
  readonly kept: readonly XmlElement[]
}

/** One item. What is not understood of it stands in `kept`, verbatim: nothing is left out. */
export interface Leap2aEntry extends Extended {
  /** As written: an IRI, or shortened with a prefix of the feed (see `absoluteId`). */
  readonly id: string
  /** Undefined when the feed does not say, or says none that the specification has. */
  readonly kind?: EntryKind
  /** Real exports have empty ones. */
  readonly title: string
  readonly language?: string
  readonly updated?: string
  readonly published?: string
  readonly summary?: Leap2aText
  readonly content?: Leap2aText
  readonly rights?: Leap2aText
  readonly links: readonly Leap2aLink[]
  readonly dates: readonly Leap2aDate[]
  readonly categories: readonly Leap2aCategory[]
  readonly status?: Leap2aLiteral
  readonly myRoles: readonly Leap2aLiteral[]
  readonly activeTimes: readonly Leap2aLiteral[]
  readonly personData: readonly Leap2aField[]
  readonly organizationData: readonly Leap2aField[]
  readonly spatial: readonly Leap2aSpatial[]
  readonly kept: readonly XmlElement[]
}

/** Text by what it is written in; `type` is as declared, where it was. `reference`: it lies elsewhere. */
export type Leap2aText = Extended & { readonly type?: string } & (
    | { readonly format: 'text' | 'html' | 'other'; readonly value: string }
    | { readonly format: 'xhtml'; readonly div: XmlElement }
    | { readonly format: 'reference'; readonly src: string }
  )

export interface Leap2aLink extends Extended {
  /** A relation of the specification without prefix (`has_part`), one of Atom's (`enclosure`), or as written. */
  readonly rel: string
  readonly href: string
  readonly displayOrder?: string
  readonly type?: string
  readonly title?: string
  readonly length?: string
}

export interface Leap2aDate extends Extended {
  /** `start`, `end` or `target`. */
  readonly point?: string
  /** As written: an instant, or a date as exactly as it is known (see `partialDateOf`). */
  readonly value: string
  readonly label?: string
}

export interface Leap2aCategory extends Extended {
  readonly term: string
  /** As written; `schemeName` says which one it is. A category without one is a tag. */
  readonly scheme?: string
  readonly label?: string
}

export interface Leap2aLiteral extends Extended {
  readonly value: string
}

/** `leap2:persondata` or `leap2:orgdata`. */
export interface Leap2aField extends Extended {
  readonly field: string
  readonly value: string
  readonly label?: string
  readonly service?: string
}

export interface Leap2aSpatial extends Extended {
  /** A place in words, where it is not told in parts. */
  readonly value?: string
  /** `addressline`, `postcode`, `country`, … in order. */
  readonly parts: readonly (Extended & {
    readonly name: string
    readonly value: string
    readonly countryCode?: string
  })[]
}
