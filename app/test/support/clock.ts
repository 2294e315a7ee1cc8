export interface TestClock {
  now(): Date
  /** An instant, as in `2026-08-13T08:00:00Z`. */
  set(instant: string): void
  advance(by: { days?: number; hours?: number; minutes?: number; seconds?: number }): void
}

/** A clock that stands still until a test moves it. Pass `clock.now` where the application takes its time. */
export function testClock(start = '2026-08-13T08:00:00Z'): TestClock {
  let at = instantOf(start)
  return {
    now: () => new Date(at),
    set: (instant) => {
      at = instantOf(instant)
    },
    advance: ({ days = 0, hours = 0, minutes = 0, seconds = 0 }) => {
      at += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
    },
  }
}

function instantOf(text: string): number {
  const at = Date.parse(text)
  if (Number.isNaN(at)) throw new Error(`${text} is no instant.`)
  return at
}
