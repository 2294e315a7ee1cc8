import {
  attributeOf,
  type EntryKind,
  fromHtml,
  isElement,
  type Leap2aDate,
  type Leap2aEntry,
  type Leap2aText,
  partialDateOf,
  type PlainText,
  plainText,
  textOfElement,
  XHTML,
} from '@vademecum/leap2a'
import { hasPeriod, type ItemKind, type ItemText } from '../../portfolio/item/item.ts'
import { longestTitle } from '../../portfolio/item/item-form.ts'
import { isTextLanguage } from '../../portfolio/item/languages.ts'
import { isPartialDate } from '../../portfolio/partial-date.ts'
import { tidyLine, tidyText } from '../../portfolio/plain-text.ts'
import { OURS } from './extension.ts'

export interface ItemFromEntry {
  readonly kind: ItemKind
  readonly text: ItemText
  /** The file that belongs to it, by its path from the feed. */
  readonly fileHref?: string
  /** The entry without what the item says: what is kept aside. */
  readonly rest: Leap2aEntry
}

const longestText = 50_000
const prompts = ['happened', 'learned', 'next'] as const

/** What an entry becomes. The same entry always becomes the same, so that an export can tell what was changed since. */
export function itemOfEntry(entry: Leap2aEntry, language: string): ItemFromEntry {
  const kind: ItemKind = entry.kind ?? 'entry'
  const dates = datesOf(entry, kind)
  const written = writtenOf(entry, kind)
  const file = fileLinkOf(entry)
  const alt = file?.other?.find(({ name, namespace }) => name === 'alt' && namespace === OURS)?.value
  const title = titleOf(entry, written.texts)
  const said = entry.language !== undefined && isTextLanguage(entry.language)
  return {
    kind,
    text: {
      title,
      language: said ? (entry.language ?? language) : language,
      texts: { ...written.texts, ...(alt ? { alt: tidyLine(alt).slice(0, 1000) } : {}) },
      ...(dates.occurredOn ? { occurredOn: dates.occurredOn } : {}),
      ...(dates.endedOn ? { endedOn: dates.endedOn } : {}),
    },
    ...(file ? { fileHref: file.href } : {}),
    rest: restOf(entry, {
      title: title === entry.title.trim(),
      language: said,
      dates: dates.used,
      content: written.used,
    }),
  }
}

/** Without a title, an entry is called by its beginning. */
function titleOf(entry: Leap2aEntry, texts: Readonly<Record<string, string>>): string {
  const given = tidyLine(entry.title)
  const begun = tidyLine(Object.values(texts).join(' ')).slice(0, 80).trim()
  return (given || begun || '…').slice(0, longestTitle)
}

interface Dates {
  readonly occurredOn?: string
  readonly endedOn?: string
  readonly used: readonly Leap2aDate[]
}

/** A plan lasts until its target; what has only an end happened then; a reflection is of the day it was written. */
function datesOf(entry: Leap2aEntry, kind: EntryKind): Dates {
  const at = (point: string) => entry.dates.find((date) => date.point === point && partial(date.value))
  const start = at('start')
  const end = at('end') ?? (kind === 'plan' ? at('target') : undefined)
  const used = [start, end].filter((date) => date !== undefined)
  const begun = start && partial(start.value)
  const ended = end && partial(end.value)
  if (hasPeriod(kind)) {
    const follows = !begun || !ended || begun.slice(0, ended.length) <= ended.slice(0, begun.length)
    return {
      ...(begun ? { occurredOn: begun } : {}),
      ...(ended && follows ? { endedOn: ended } : {}),
      used: follows ? used : start ? [start] : [],
    }
  }
  const one = begun ?? ended
  const written = isJournalEntry(entry) && entry.published ? partial(entry.published) : undefined
  const occurredOn = one ?? written
  return { ...(occurredOn ? { occurredOn } : {}), used: one ? used.slice(0, 1) : [] }
}

/** Mahara dates what stands in a journal by nothing else than when it was written. */
function isJournalEntry({ kept }: Leap2aEntry): boolean {
  return kept.some(
    (element) => element.name === 'artefactplugin' && attributeOf(element, 'type') === 'blogpost',
  )
}

function partial(value: string): string | undefined {
  const date = partialDateOf(value)
  return date !== undefined && isPartialDate(date) ? date : undefined
}

interface Written {
  readonly texts: Readonly<Record<string, string>>
  /** What of the entry needs no keeping aside: all of it is in the texts. */
  readonly used: 'content' | 'summary' | undefined
}

function writtenOf(entry: Leap2aEntry, kind: EntryKind): Written {
  const answers = kind === 'entry' ? answersOf(entry) : undefined
  if (answers) return { texts: answers, used: 'content' }
  const field = kind === 'entry' ? 'happened' : 'description'
  for (const part of ['content', 'summary'] as const) {
    const written = entry[part]
    const { text, plain } = written ? readText(written) : { text: '', plain: false }
    const tidy = tidyText(text)
    if (!tidy) continue
    const whole = tidy.length <= longestText
    return { texts: { [field]: tidy.slice(0, longestText) }, used: plain && whole ? part : undefined }
  }
  return { texts: { [field]: '' }, used: undefined }
}

/** Mahara writes some of its HTML without saying that it is: nobody begins and ends a text with a tag otherwise. */
function readText(written: Leap2aText): PlainText {
  const isHtml =
    written.format === 'text' &&
    written.type === undefined &&
    /^\s*<(?:p|div|ul|ol|h[1-6])\b[^>]*>[\s\S]*>\s*$/i.test(written.value)
  return isHtml ? fromHtml(written.value) : plainText(written)
}

/** Our own prompts, each in a part of its own. */
function answersOf({ content }: Leap2aEntry): Record<string, string> | undefined {
  if (content?.format !== 'xhtml') return undefined
  const answers: Record<string, string> = {}
  for (const child of content.div.children) {
    if (!isElement(child) || child.namespace !== XHTML) return undefined
    const prompt = prompts.find((name) => child.attributes?.some(({ value }) => value === name))
    if (!prompt || answers[prompt] !== undefined || child.children.some(isElement)) return undefined
    answers[prompt] = tidyText(textOfElement(child)).slice(0, longestText)
  }
  return Object.keys(answers).length > 0 ? answers : undefined
}

/** A file that came with the feed, rather than an entry or an address of the web. */
export function fileLinkOf(entry: Leap2aEntry) {
  const link = entry.links.find(({ rel, href }) => rel === 'enclosure' && isRelative(href))
  if (link) return link
  if (entry.content?.format === 'reference' && isRelative(entry.content.src)) {
    return { rel: 'enclosure', href: entry.content.src }
  }
  return undefined
}

const isRelative = (href: string) => href !== '' && !/^[A-Za-z][\w+.-]*:/.test(href)

function restOf(
  entry: Leap2aEntry,
  used: { title: boolean; language: boolean; dates: readonly Leap2aDate[]; content: Written['used'] },
): Leap2aEntry {
  const { updated: _updated, published: _published, language, kind: _kind, content, summary, ...rest } = entry
  return {
    ...rest,
    id: '',
    title: used.title ? '' : entry.title,
    ...(language !== undefined && !used.language ? { language } : {}),
    ...(content && used.content !== 'content' ? { content } : {}),
    ...(summary && used.content !== 'summary' ? { summary } : {}),
    dates: entry.dates.filter(
      (date) => !used.dates.includes(date) || partialDateOf(date.value) !== date.value,
    ),
  }
}
