import { whatHappened, who } from './in-words.ts'
import type { ToldEvent } from './activity.ts'
import type { Words } from '../words.ts'

/** One line on the screen: an event, and how many more just like it happened in the same minute. */
export interface ToldLine {
  readonly event: ToldEvent
  readonly what: string
  readonly who: string
  readonly count: number
}

const minute = 60_000

/**
 * Events that read alike and happened within one minute, next to each other, become one line with a count. Only on the
 * screen: each of them stays an event of its own, and the API gives them singly.
 */
export function grouped(t: Words, events: readonly ToldEvent[], readerId: string): ToldLine[] {
  const lines: ToldLine[] = []
  for (const event of events) {
    const line = { event, what: whatHappened(t, event), who: who(t, event, readerId), count: 1 }
    const last = lines.at(-1)
    if (last && readsAlike(last, line)) lines[lines.length - 1] = { ...last, count: last.count + 1 }
    else lines.push(line)
  }
  return lines
}

function readsAlike(a: ToldLine, b: ToldLine): boolean {
  return (
    a.what === b.what &&
    a.who === b.who &&
    a.event.permission === b.event.permission &&
    a.event.purpose === b.event.purpose &&
    Math.floor(a.event.at.getTime() / minute) === Math.floor(b.event.at.getTime() / minute)
  )
}
