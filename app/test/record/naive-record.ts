/**
 * What docs/formats/results-csv.md comes to, in lists and loops and without a database: the record of one issuer as it
 * ought to be after whatever was sent, published, corrected and withdrawn.
 */

/** Whom a row names, as far as matching asks. */
export interface Named {
  readonly uln: string | null
  readonly givenName: string
  readonly familyName: string
  readonly birthDate: string
  readonly gender: string
  readonly postcode: string
}

export interface SentRow {
  readonly who: Named
  /** The number, or centre and candidate. */
  readonly identifier: string
  readonly series: string
  readonly component: string
  readonly grade: string
  readonly awardDate: string
}

/** A learner in the register; by the preferred name as well as by the given one. */
export interface Learner extends Named {
  readonly uln: string
  readonly learnerId: string
  readonly preferredName: string
}

export interface Version {
  readonly grade: string
  readonly awardDate: string
  readonly change: 'loaded' | 'corrected' | 'withdrawn' | 'reinstated'
  readonly batch: Batch
}

interface Result {
  readonly learner: Learner
  readonly versions: Version[]
}

interface Waiting {
  readonly who: Named
  readonly grade: string
  readonly awardDate: string
  readonly batch: Batch
}

export interface Batch {
  isReleased: boolean
}

export interface Counts {
  added: number
  held: number
  unchanged: number
  corrected: number
  refused: number
}

const says = (a: { grade: string; awardDate: string }, b: { grade: string; awardDate: string }) =>
  a.grade === b.grade && a.awardDate === b.awardDate
const isNamed = (who: Named, learner: Learner) =>
  [learner.givenName, learner.preferredName].includes(who.givenName) &&
  who.familyName === learner.familyName &&
  who.birthDate === learner.birthDate
const samePerson = (a: Named, b: Named) =>
  a.givenName === b.givenName && a.familyName === b.familyName && a.birthDate === b.birthDate

export class NaiveRecord {
  readonly results = new Map<string, Result>()
  readonly waiting = new Map<string, Waiting[]>()
  readonly files: { text: string; applies: boolean; corrected: number; batch: Batch }[] = []
  readonly sent: (readonly SentRow[])[] = []
  readonly #register: readonly Learner[]

  constructor(register: readonly Learner[]) {
    this.#register = register
  }

  static keyOf({ identifier, series, component }: SentRow): string {
    return `${identifier} | ${series} | ${component}`
  }

  /** The file that it is known by: one that was loaded with its corrections, or had none, stands for both ways. */
  known(text: string, applies: boolean) {
    const same = this.files.filter((file) => file.text === text)
    return (
      same.find((file) => file.applies === applies) ??
      same.find((file) => file.applies || file.corrected === 0)
    )
  }

  /** What a dry run says, and what a load with it changes; null for a file that is known. */
  load(
    text: string,
    rows: readonly SentRow[],
    options: { applies: boolean; dryRun?: boolean },
  ): Counts | null {
    if (this.known(text, options.applies)) return null
    const counts: Counts = { added: 0, held: 0, unchanged: 0, corrected: 0, refused: 0 }
    const batch: Batch = { isReleased: false }
    const above = new Map<string, SentRow>()
    const doing: (() => void)[] = []
    for (const row of rows) {
      const key = NaiveRecord.keyOf(row)
      const first = above.get(key)
      above.set(key, first ?? row)
      const verdict = first
        ? says(first, row) && samePerson(first.who, row.who)
          ? 'unchanged'
          : 'refused'
        : this.#verdict(key, row)
      counts[verdict] += 1
      if (!first) doing.push(() => this.#apply(key, row, verdict, batch, options.applies))
    }
    if (!options.dryRun) {
      for (const act of doing) act()
      this.sent.push(rows)
      this.files.push({ text, applies: options.applies, corrected: counts.corrected, batch })
    }
    return counts
  }

  #verdict(key: string, row: SentRow): keyof Counts {
    const result = this.results.get(key)
    const learner = this.#learnerOf(row.who)
    if (result) {
      const latest = result.versions.at(-1)
      if (latest && latest.change !== 'withdrawn' && says(latest, row)) return 'unchanged'
      return learner === result.learner ? 'corrected' : 'refused'
    }
    if (learner) return 'added'
    const waits = this.waiting.get(key)?.at(-1)
    if (!waits) return 'held'
    const same =
      samePerson(waits.who, row.who) &&
      (row.who.uln !== null ||
        (waits.who.gender === row.who.gender && waits.who.postcode === row.who.postcode))
    return same && says(waits, row) ? 'held' : 'corrected'
  }

  #apply(key: string, row: SentRow, verdict: keyof Counts, batch: Batch, applies: boolean): void {
    const { grade, awardDate, who } = row
    const result = this.results.get(key)
    if (verdict === 'added') {
      const learner = this.#learnerOf(who)
      if (learner)
        this.results.set(key, { learner, versions: [{ grade, awardDate, change: 'loaded', batch }] })
      this.waiting.delete(key)
    } else if (verdict === 'corrected' && applies && result) {
      const change = result.versions.at(-1)?.change === 'withdrawn' ? 'reinstated' : 'corrected'
      result.versions.push({ grade, awardDate, change, batch })
    } else if ((verdict === 'corrected' && applies) || (verdict === 'held' && !this.waiting.has(key))) {
      this.waiting.set(key, [...(this.waiting.get(key) ?? []), { who, grade, awardDate, batch }])
    }
  }

  /** Exactly one learner, or nobody: whoever is nearly the same may be a twin. */
  #learnerOf(who: Named): Learner | undefined {
    const found = this.#register.filter(
      (learner) =>
        isNamed(who, learner) &&
        (who.uln === null
          ? who.postcode === learner.postcode && who.gender === learner.gender
          : who.uln === learner.uln),
    )
    return found.length === 1 ? found[0] : undefined
  }

  /** Somebody was registered: what waited for exactly them is theirs, with every version that it had meanwhile. */
  attach(): void {
    for (const [key, versions] of this.waiting) {
      const newest = versions.at(-1)
      const learner = newest && this.#learnerOf(newest.who)
      if (!learner) continue
      this.results.set(key, {
        learner,
        versions: versions.map(({ grade, awardDate, batch }, index) => ({
          ...{ grade, awardDate, batch },
          change: index === 0 ? 'loaded' : 'corrected',
        })),
      })
      this.waiting.delete(key)
    }
  }

  /** What a correction is of: what people can see, where they can see anything. */
  seenOf(key: string): Version | undefined {
    const { versions = [] } = this.results.get(key) ?? {}
    return versions.findLast(({ batch }) => batch.isReleased) ?? versions.at(-1)
  }

  /** By a page; of what was released it is seen at once. */
  #say(key: string, version: (of: Version) => Omit<Version, 'batch'> | undefined): boolean {
    const { versions = [] } = this.results.get(key) ?? {}
    const of = this.seenOf(key)
    const latest = versions.at(-1)
    const said = of && version(of)
    if (!said || !latest) return false
    versions.push({ ...said, batch: of.batch.isReleased ? { isReleased: true } : latest.batch })
    return true
  }

  withdraw(key: string): boolean {
    return this.#say(key, (of) => (of.change === 'withdrawn' ? undefined : { ...of, change: 'withdrawn' }))
  }

  correct(key: string, grade: string): boolean {
    return this.#say(key, (of) => {
      if (of.change === 'withdrawn') return { ...of, grade, change: 'reinstated' }
      return of.grade === grade ? undefined : { ...of, grade, change: 'corrected' }
    })
  }

  /** What a learner reads: of each result the newest version that is released, and how many of those there are. */
  viewOf(learner: Learner): string[] {
    return [...this.results].flatMap(([key, result]) => {
      const released = result.versions.filter(({ batch }) => batch.isReleased)
      const { grade, awardDate, change } = released.at(-1) ?? {}
      return result.learner === learner && released.length > 0
        ? [`${key}: ${grade} ${awardDate} ${change}, of ${released.length}`]
        : []
    })
  }
}
