interface Held<Value> {
  readonly key: string
  readonly value: Value
  readonly size: number
}

/** What took time to make: one for each place, for as long as its key is the same, up to a size of all together. */
export class Kept<Value> {
  readonly #most: number
  readonly #held = new Map<string, Held<Value>>()
  #size = 0

  constructor(most: number) {
    this.#most = most
  }

  get(place: string, key: string): Value | undefined {
    const found = this.#held.get(place)
    return found?.key === key ? found.value : undefined
  }

  /** What was put there longest ago goes first. */
  set(place: string, key: string, value: Value, size: number): void {
    this.#drop(place)
    this.#held.set(place, { key, value, size })
    this.#size += size
    for (const oldest of this.#held.keys()) {
      if (this.#size <= this.#most) break
      this.#drop(oldest)
    }
  }

  #drop(place: string): void {
    this.#size -= this.#held.get(place)?.size ?? 0
    this.#held.delete(place)
  }
}
