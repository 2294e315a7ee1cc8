import type { Child } from 'hono/jsx'
import type { Assurance } from '../access/assurance.ts'
import type { App } from '../app.ts'
import type { Reader } from '../platform/db.ts'
import type { Words } from '../words.ts'

/** For whom a thing is loaded: its owner, or whoever holds a grant that lists it. */
export interface Viewing {
  readonly ownerId: string
  /** The owner's own id and those of the learners they own. */
  readonly ownerIds: readonly string[]
  readonly ownerName: string
  /** Undefined while the owner looks at their own draft. */
  readonly grantId?: string
  readonly t: Words
}

/**
 * What a page can show. The thin model: a block refers to a thing at its source by kind and id; each noun registers how
 * its things are loaded and drawn (`app/src/showables.ts`), so that a page needs to import none of them.
 * A thing that cannot be loaded is left out of the map and shown as not available; it never blocks the rest.
 */
export interface Showable<Thing = unknown> {
  readonly kind: string
  load(app: App, tx: Reader, ids: readonly string[], viewing: Viewing): Promise<Map<string, Thing>>
  title(thing: Thing): string
  /** The version seen: what an opening records and a change is told by. */
  version(thing: Thing): string
  assurance(thing: Thing, viewing: Viewing): Assurance
  /** What came of it, where it has a grade: set large beside the title. */
  result?(thing: Thing, viewing: Viewing): string | undefined
  /** `lineHref` leads to "who confirmed this and how was it checked"; undefined in a draft. */
  view(thing: Thing, viewing: Viewing, links: ThingLinks): Child
  /** What the owner can pick from when they put one of these on a page, best first. */
  choices(app: App, tx: Reader, viewing: Viewing): Promise<readonly ShowableChoice[]>
}

/** Where a thing that is shown leads: each is left out where there is nothing, or nobody who may follow it. */
export interface ThingLinks {
  readonly lineHref?: string
  /** The file itself, as an attachment. */
  readonly fileHref?: string
  /** A re-encoded picture of the file, to be drawn in place. */
  readonly previewHref?: string
}

export interface ShowableChoice {
  readonly id: string
  readonly title: string
  /** A short fact that tells two of the same title apart: kind and date, or issuer and grade. */
  readonly note: string
}

/** By kind: what `app/src/showables.ts` puts together. */
export type Showables = ReadonlyMap<string, Showable>

/** One part of a page, in order. `id` is stable across edits. */
export type Block =
  | { readonly id: string; readonly kind: 'heading'; readonly text: string }
  | { readonly id: string; readonly kind: 'text'; readonly text: string }
  /** A thing of the learner's own (a reflection, a file) or a line of the record. */
  | { readonly id: string; readonly kind: 'item' | 'record'; readonly thingId: string }
