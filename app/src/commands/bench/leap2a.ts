import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  bytesSource,
  entryKinds,
  type FileToPack,
  type Leap2aEntry,
  LEAP2A_VERSION,
  serialiseFeed,
  zipParts,
} from '@vademecum/leap2a'
import { actorOfPerson } from '../../access/load-actor.ts'
import type { App } from '../../app.ts'
import type { PersonActor, SystemActor } from '../../identity/actor.ts'
import { createAccount } from '../../identity/create-account.ts'
import { newRecoveryCode } from '../../identity/secret.ts'
import { exportLeap2a } from '../../interop/leap2a/export-leap2a.ts'
import { importLeap2a } from '../../interop/leap2a/import-leap2a.ts'
import { type Config, readConfig } from '../../platform/config.ts'
import { CommandError, print, progress } from '../command.ts'
import { withApp } from '../with-app.ts'
import { placeFor } from './serving.ts'

const actor: SystemActor = { kind: 'system', name: 'bench leap2a' }

export interface Leap2aOptions {
  readonly items: number
  readonly files: number
  readonly rounds: number
  readonly json?: boolean
}

interface Figures {
  readonly items: number
  readonly files: number
  readonly bytes: number
  /** Seconds, the middle of the rounds. */
  readonly exportSeconds: number
  readonly importSeconds: number
}

/** A portfolio leaves as an archive and comes into an empty account, several times; on a database of its own. */
export async function benchLeap2a(config: Config, options: Leap2aOptions): Promise<void> {
  if (config.production) throw new CommandError('Made-up portfolios do not go into a production database.')
  const folder = await mkdtemp(join(tmpdir(), 'vademecum-bench-'))
  try {
    const place = await placeFor(config, folder)
    const figures = await withApp(readConfig(place.environment), (app) => measure(app, options))
    const { items, files, bytes, exportSeconds, importSeconds } = figures
    print(
      options,
      figures,
      `${items} items, ${files} files, ${bytes} bytes: export ${exportSeconds} s, import ${importSeconds} s`,
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function measure(app: App, { items, files, rounds }: Leap2aOptions): Promise<Figures> {
  progress('making a portfolio')
  const first = await newPerson(app, 0)
  await importLeap2a(app, first, bytesSource(await collected(zipParts(portfolio(items, files)))))
  const taken: number[] = []
  const brought: number[] = []
  let bytes = 0
  for (let round = 1; round <= rounds; round += 1) {
    progress(`round ${round} of ${rounds}`)
    const person = await newPerson(app, round)
    const from = performance.now()
    const archive = await collected(await exportLeap2a(app, first))
    const between = performance.now()
    const report = await importLeap2a(app, person, bytesSource(archive))
    const until = performance.now()
    if (report.items < items || report.errors.length > 0) throw new Error('the export did not come in whole')
    taken.push(between - from)
    brought.push(until - between)
    bytes = archive.length
  }
  return { items, files, bytes, exportSeconds: middle(taken), importSeconds: middle(brought) }
}

async function newPerson(app: App, number: number): Promise<PersonActor> {
  const { personId } = await createAccount(app, actor, {
    address: `bench${number}@portfolio.example`,
    password: newRecoveryCode(),
    givenName: 'Bench',
    familyName: 'Mark',
    birthDate: '1990-01-01',
    language: 'en',
    confirmed: true,
  })
  return actorOfPerson(app, personId)
}

/** Of every kind, with relations, tags, dates and a page for each fifty; the first of them are text files. */
function* portfolio(items: number, files: number): Generator<FileToPack> {
  const entries = Array.from({ length: items }, (_, n) => entryOf(n, items, n < files))
  const feed = serialiseFeed({
    id: 'urn:bench',
    title: 'Bench',
    updated: '2026-01-01T00:00:00Z',
    version: LEAP2A_VERSION,
    prefixes: {},
    entries: [...entries, ...Array.from({ length: Math.ceil(items / 50) }, (_, n) => pageOf(n, items))],
    kept: [],
  })
  yield { name: 'leap2a.xml', content: new TextEncoder().encode(feed), compress: true }
  for (let n = 0; n < files; n += 1) {
    yield { name: `files/${n}.txt`, content: new TextEncoder().encode(`${n} ${paragraph.repeat(20)}`) }
  }
}

const nothing = {
  links: [],
  dates: [],
  categories: [],
  myRoles: [],
  activeTimes: [],
  personData: [],
  organizationData: [],
  spatial: [],
  kept: [],
} as const

function entryOf(n: number, items: number, isFile: boolean): Leap2aEntry {
  const kind = isFile ? 'resource' : (entryKinds[n % entryKinds.length] ?? 'entry')
  return {
    ...nothing,
    id: `urn:bench:${n}`,
    kind,
    title: `Harbour survey, part ${n}`,
    updated: '2026-01-02T00:00:00Z',
    published: '2026-01-01T00:00:00Z',
    content: { format: 'html', type: 'html', value: `<p>${paragraph}</p><p>${paragraph}</p>` },
    dates: [{ point: 'start', value: '2025-09' }],
    categories: [{ term: 'harbour' }, { term: `week ${n % 40}` }],
    links: [
      { rel: 'supports', href: `urn:bench:${(n + 1) % items}` },
      ...(isFile ? [{ rel: 'enclosure', href: `files/${n}.txt`, type: 'text/plain' }] : []),
    ],
  }
}

function pageOf(n: number, items: number): Leap2aEntry {
  const onPage = Array.from({ length: 20 }, (_, part) => (n * 50 + part) % items)
  return {
    ...nothing,
    id: `urn:bench:page:${n}`,
    kind: 'selection',
    title: `Page ${n}`,
    content: { format: 'text', value: paragraph },
    categories: [{ term: 'Webpage', scheme: 'http://wiki.leapspecs.org/2A/categories/selection_type#' }],
    links: onPage.map((part, order) => ({
      rel: 'has_part',
      href: `urn:bench:${part}`,
      displayOrder: String(order + 1),
    })),
  }
}

const paragraph =
  'On six days my readings were up to 30 cm off. All six had a south-westerly over force 6. The float was bobbing in ' +
  'the waves and the sensor took whichever height it met. A single reading is not a measurement: I took the median of ' +
  'sixty readings a minute, and the error fell below 2 cm.'

async function collected(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const part of parts) all.push(part)
  return Buffer.concat(all)
}

function middle(milliseconds: readonly number[]): number {
  const sorted = [...milliseconds].sort((a, b) => a - b)
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0) / 1000
}
