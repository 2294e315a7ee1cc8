import type { Registered } from '../register/candidates.ts'
import type { Described } from '../register/matching.ts'

/** Whom earlier rows of the same file register: in a dry run nobody but this knows of them. */
export class Newcomers {
  readonly #by = new Map<string, Registered[]>()

  add(newcomer: Registered): void {
    for (const key of keysOf(newcomer)) this.#by.set(key, [...(this.#by.get(key) ?? []), newcomer])
  }

  /** Found by what the register itself finds somebody by. */
  like(person: Described): Registered[] {
    const found = keysOf(person).flatMap((key) => this.#by.get(key) ?? [])
    return [...new Map(found.map((each) => [each.learnerId, each])).values()]
  }
}

function keysOf({ birthDate, postcodeKey, scn, email }: Described): string[] {
  return [
    `born ${birthDate}`,
    ...(postcodeKey === '' ? [] : [`at ${postcodeKey}`]),
    ...(scn ? [`scn ${scn}`] : []),
    ...(email ? [`email ${email}`] : []),
  ]
}
