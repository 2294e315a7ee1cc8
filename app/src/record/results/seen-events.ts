/** A gigabyte of our memory is not for this: larger files are left to the database. */
const mostPlaces = 33_554_432

/**
 * Notices whether an event may have come before in the same file, by eight bytes of its id: the database then looks for
 * the rows, which costs it a pass over all of them. Nearly no file repeats itself.
 */
export class SeenEvents {
  #places = new Uint32Array(2 * 65_536)
  #count = 0
  mayRepeat = false

  add(events: Uint32Array): void {
    for (let at = 0; at < events.length && !this.mayRepeat; at += 2) {
      // Nothing is kept as 0, 0: one id in 2^64 counts as a repeat that is none.
      this.#insert(events[at] ?? 0, events[at + 1] ?? 0)
    }
    if (this.mayRepeat) this.#places = new Uint32Array(0)
  }

  #insert(high: number, low: number): void {
    if (this.#count * 4 > this.#places.length) this.#grow()
    if (this.mayRepeat) return
    const places = this.#places
    const mask = places.length / 2 - 1
    for (let place = low & mask; ; place = (place + 1) & mask) {
      const [thereHigh, thereLow] = [places[2 * place], places[2 * place + 1]]
      if (thereHigh === 0 && thereLow === 0) {
        places[2 * place] = high
        places[2 * place + 1] = low
        this.#count += 1
        return
      }
      if (thereHigh === high && thereLow === low) {
        this.mayRepeat = true
        return
      }
    }
  }

  #grow(): void {
    const before = this.#places
    if (before.length >= 2 * mostPlaces) {
      this.mayRepeat = true
      return
    }
    this.#places = new Uint32Array(before.length * 2)
    this.#count = 0
    for (let at = 0; at < before.length; at += 2) {
      const [high = 0, low = 0] = [before[at], before[at + 1]]
      if (high !== 0 || low !== 0) this.#insert(high, low)
    }
  }
}
