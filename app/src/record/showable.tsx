import { sql } from 'kysely'
import { listed } from '../access/visible.ts'
import type { Showable } from '../portfolio/showable.ts'
import { partialDate } from '../ui/date.ts'
import { assuranceOf } from './own/assurance-of.ts'
import { linesOf, releasedVersions } from './own/released-versions.ts'
import type { RecordLine } from './own/record-line.ts'
import { gradeShown, gradeText } from './record-words.ts'
import { LineView } from './views/line-view.tsx'

/**
 * A line of the record on a page: the current version of a released event, for as long as its learner is the page
 * owner's. Everything else is not there. What checks its credential passes adds to this; without it, the register says
 * whether the issuer may be believed.
 */
export const recordShowable: Showable<RecordLine> = {
  kind: 'record',
  async load(_app, tx, ids, { ownerIds }) {
    if (ids.length === 0 || ownerIds.length === 0) return new Map()
    const lines = linesOf(
      await releasedVersions(
        tx,
        sql<boolean>`${listed(ownerIds, 'event.learner_id')} and ${listed(ids, 'event.event_id')}`,
      ),
    )
    return new Map(lines.map((line) => [line.eventId, line]))
  },
  title: ({ title }) => title,
  version: ({ version }) => String(version),
  assurance: (line, { t }) => assuranceOf(line, t),
  result: (line, { t }) => gradeShown(t, line),
  view: (line, { t }) => <LineView t={t} line={line} />,
  async choices(_app, tx, { ownerIds, t }) {
    const lines = linesOf(await releasedVersions(tx, listed(ownerIds, 'event.learner_id')))
    return lines
      .filter((line) => line.change !== 'withdrawn')
      .map((line) => ({
        id: line.eventId,
        title: line.title,
        note: `${gradeText(t, line.gradingScheme, line.grade)} · ${line.issuerName} · ${partialDate(t.language, line.awardDate)}`,
      }))
  },
}
