import { asSelf, ensurePerson, ensureScope } from '../access/powers.ts'
import { ownedBy } from '../access/visible.ts'
import type { App } from '../app.ts'
import { notFound } from '../errors.ts'
import type { Actor, PersonActor } from '../identity/actor.ts'
import type { Reader } from '../platform/db.ts'
import { loadPageVersion } from '../portfolio/page/load-page-version.ts'
import { loadThings, thingOf } from '../portfolio/page/load-things.ts'
import type { Viewing } from '../portfolio/showable.ts'
import type { RecordLine } from '../record/own/record-line.ts'
import { linesOf, releasedVersions } from '../record/own/released-versions.ts'
import type { Words } from '../words.ts'
import { isInside } from './record/record-scope.ts'
import { type GrantRow, type OpeningLine, type ShareDetail, type ShareLine, shareOf } from './share.ts'
import { databaseNow, findCopies, findGrant, findGrants, findOpenings, type OpeningRow } from './store.ts'

export function listShares(app: App, actor: Actor): Promise<ShareLine[]> {
  const person = ensurePerson(actor)
  ensureScope(person, 'shares:read')
  return app.db.read(asSelf(person), async (tx) => {
    const [now, rows] = await Promise.all([databaseNow(tx), findGrants(tx, person)])
    return rows.map((row) => ({
      ...shareOf(row, now),
      pageTitle: row.page_title ?? '',
      openings: row.openings,
      lastAt: row.last_at,
    }))
  })
}

/** One share with everybody who opened it, what they saw, and the copies they took. */
export function loadShare(app: App, actor: Actor, grantId: string, t: Words): Promise<ShareDetail> {
  const person = ensurePerson(actor)
  ensureScope(person, 'shares:read')
  return app.db.read(asSelf(person), async (tx) => {
    const row = (await findGrant(tx, person, grantId)) ?? notFound('share')
    const viewing: Viewing = {
      ownerId: person.personId,
      ownerIds: [person.personId, ...person.learnerIds],
      ownerName: person.name,
      t,
    }
    const [now, openings, copies] = await Promise.all([
      databaseNow(tx),
      findOpenings(tx, row),
      findCopies(tx, row),
    ])
    const lines = await linesOfGrant(tx, person, row)
    const versions = row.page_id === null ? undefined : await readVersions(app, tx, row, openings, viewing)
    const titles = new Map(lines.all.map(({ eventId, title }) => [eventId, title]))
    return {
      ...shareOf(row, now),
      pageTitle: versions?.get('latest')?.title ?? '',
      openings: openings.map((opening) =>
        openingLine(opening, versions?.get(opening.page_version)?.titles ?? titles),
      ),
      copies: copies.map((copy) => ({ takenAt: copy.taken_at, digest: copy.digest })),
      lines: lines.inside,
    }
  })
}

interface SeenVersion {
  readonly title: string
  /** By thing: what it is called now. */
  readonly titles: ReadonlyMap<string, string>
}

async function readVersions(
  app: App,
  tx: Reader,
  row: GrantRow,
  openings: readonly OpeningRow[],
  viewing: Viewing,
): Promise<Map<number | 'latest', SeenVersion>> {
  const seen = new Map<number | 'latest', SeenVersion>()
  const wanted = [undefined, ...new Set(openings.map((opening) => opening.page_version))]
  for (const number of wanted) {
    const version = await loadPageVersion(tx, row.owner_id, row.page_id ?? '', number)
    if (!version) continue
    const things = await loadThings(app, tx, version.blocks, viewing)
    const titles = version.blocks.flatMap((block) => {
      const loaded = thingOf(things, block)
      return loaded && 'thingId' in block
        ? [[block.thingId, loaded.showable.title(loaded.thing)] as const]
        : []
    })
    seen.set(number ?? 'latest', { title: version.title, titles: new Map(titles) })
  }
  return seen
}

/** Of a grant over the record: the learner's lines, and which of them are inside now. */
async function linesOfGrant(
  tx: Reader,
  person: PersonActor,
  { scope }: GrantRow,
): Promise<{ all: readonly RecordLine[]; inside: readonly RecordLine[] }> {
  const { record, events } = scope
  if (!record) return { all: [], inside: [] }
  const all = linesOf(await releasedVersions(tx, ownedBy(person, 'event.learner_id')))
  const listedIds = new Set(events.map(({ eventId }) => eventId))
  const stays = new Set('learnerIds' in record ? record.learnerIds : events.map(({ learnerId }) => learnerId))
  const inside = all.filter((line) => stays.has(line.learnerId) && isInside(record, listedIds, line))
  return { all, inside }
}

function openingLine(row: OpeningRow, titles: ReadonlyMap<string, string>): OpeningLine {
  const ids = new Set([...Object.keys(row.shown.items), ...Object.keys(row.shown.events)])
  return {
    id: row.opening_id,
    firstAt: row.first_at,
    lastAt: row.last_at,
    looks: row.looks,
    viewerName: row.viewer_name,
    pageVersion: row.page_version,
    shown: [...titles].flatMap(([id, title]) => (ids.has(id) ? [title] : [])),
  }
}
