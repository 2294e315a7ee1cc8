/** Numbers that look random and are the same for the same seed and place, whatever was drawn elsewhere. */
export class Dice {
  #state: number

  constructor(seed: number, ...place: readonly number[]) {
    this.#state = place.reduce((state, number) => mixed(state ^ Math.imul(number, 0x9e3779b1)), mixed(seed))
  }

  /** 0 up to, and never, `limit`. */
  below(limit: number): number {
    this.#state = (this.#state + 0x9e3779b9) | 0
    return Math.floor((mixed(this.#state) / 2 ** 32) * limit)
  }

  chance(share: number): boolean {
    return this.below(1_000_000) < share * 1_000_000
  }

  pick<T>(list: readonly T[]): T {
    // There is something in every list of a bench.
    return list[this.below(list.length)] as T
  }

  /** The place of one of these, the heavier the likelier. */
  weighted(weights: readonly number[]): number {
    let left = this.below(weights.reduce((sum, weight) => sum + weight, 0) * 1000) / 1000
    const found = weights.findIndex((weight) => {
      left -= weight
      return left < 0
    })
    return Math.max(0, found)
  }
}

/** MurmurHash3's last step: every bit of the number changes about half of the result's. */
function mixed(number: number): number {
  let bits = number | 0
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}
