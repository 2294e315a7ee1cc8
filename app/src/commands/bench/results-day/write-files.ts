import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { join } from 'node:path'
import { type Fate, headings, learnersOf, type Nation, type Row, rowsOf } from './rows.ts'
import { awardingOrganisations } from './subjects.ts'

/** One organisation's file, and what its rows have to become. */
export interface ResultsFile extends Readonly<Record<Fate, number>> {
  readonly organisation: number
  readonly path: string
  readonly bytes: number
  readonly rows: number
  readonly byDemographics: number
}

const flushedAt = 256 * 1024

export interface WrittenNation {
  readonly files: readonly ResultsFile[]
  /** Of each learner: 1 where at least one result has to be added. */
  readonly gains: Uint8Array
}

/** All files at once, learner after learner, as centres send their entries: in memory is what has not reached the disk. */
export async function writeFiles(folder: string, nation: Nation): Promise<WrittenNation> {
  const files = awardingOrganisations.map((_, organisation) => new GrowingFile(folder, organisation))
  const gains = new Uint8Array(nation.learners)
  for (const learner of learnersOf(nation)) {
    for (const row of rowsOf(nation, learner)) {
      if (row.fate === 'added') gains[learner.index] = 1
      const file = files[row.organisation]
      file?.add(row)
      if (file?.isFull) await file.flush()
    }
  }
  const written = await Promise.all(files.map((file) => file.end()))
  return { files: written.filter(({ rows }) => rows > 0), gains }
}

class GrowingFile {
  readonly #organisation: number
  readonly #path: string
  readonly #stream: WriteStream
  readonly #counts = { rows: 0, added: 0, held: 0, refused: 0, byDemographics: 0 }
  #text = `${headings}\n`
  #bytes = 0

  constructor(folder: string, organisation: number) {
    this.#organisation = organisation
    this.#path = join(folder, `results-${organisation + 1}.csv`)
    this.#stream = createWriteStream(this.#path)
  }

  add({ line, fate, byDemographics }: Row): void {
    this.#text += `${line}\n`
    this.#counts.rows += 1
    this.#counts[fate] += 1
    if (byDemographics) this.#counts.byDemographics += 1
  }

  get isFull(): boolean {
    return this.#text.length >= flushedAt
  }

  async flush(): Promise<void> {
    const bytes = Buffer.from(this.#text)
    this.#text = ''
    this.#bytes += bytes.length
    if (!this.#stream.write(bytes)) await once(this.#stream, 'drain')
  }

  async end(): Promise<ResultsFile> {
    await this.flush()
    this.#stream.end()
    await once(this.#stream, 'close')
    return { organisation: this.#organisation, path: this.#path, bytes: this.#bytes, ...this.#counts }
  }
}
