import type { App } from '../../app.ts'
import { newId } from '../../platform/id.ts'
import type { Reader } from '../../platform/db.ts'
import { candidatesForMany, type Registered, registeredById } from '../register/candidates.ts'
import { judge } from '../register/judge.ts'
import { describe } from '../register/matching.ts'
import { checkRegistration, type Registration } from '../register/registration.ts'
import { cellsOf } from './columns.ts'
import type { Newcomers } from './newcomers.ts'
import { answeredBefore, type RowToDo } from './store.ts'

/** What a row comes to. `isNew`: to be entered, under this id; else somebody who is there, or nobody. */
export type JudgedRow = {
  readonly row: number
  readonly rowKey: string
} & (
  | { readonly code: 'WSRC0001'; readonly learnerId: string; readonly registration: Registration }
  | { readonly code: 'WSRC0004' | 'WSRC0022'; readonly learnerId: string; readonly uln: string }
  | { readonly code: 'WSRC0002' | 'WSRC0003' | 'INVALID' }
)

/**
 * The same judgement as of one person (`register/judge.ts`), for many rows with one question to the database; a row also
 * meets those before it. A row that was answered before is answered alike. Needs `ingest`.
 */
export async function judgeRows(
  app: App,
  tx: Reader,
  organisationId: string,
  rows: readonly RowToDo[],
  newcomers: Newcomers,
): Promise<JudgedRow[]> {
  const keys = rows.map(({ rowKey }) => rowKey)
  const before = await answeredBefore(tx, organisationId, keys)
  const today = app.now().toISOString().slice(0, 10)
  const people = rows.flatMap((row) => {
    if (row.problems.length > 0 || before.has(row.rowKey)) return []
    const checked = checkRegistration(cellsOf(row.cells), today, { required: true })
    if (!checked.ok) return []
    const registration = checked.value
    return [{ row: row.row, registration, person: describe({ ...registration, ...registration.details }) }]
  })
  const found = await candidatesForMany(
    tx,
    organisationId,
    people.map(({ person }) => person),
  )
  const places = new Map(people.map(({ row }, place) => [row, place]))
  const judged: JudgedRow[] = []
  for (const { row, rowKey } of rows) {
    const known = before.get(rowKey)
    const place = places.get(row)
    const of = place === undefined ? undefined : people[place]
    if (known) judged.push({ row, rowKey, code: 'WSRC0004', ...known })
    else if (place === undefined || of === undefined) judged.push({ row, rowKey, code: 'INVALID' })
    else {
      const { registration, person } = of
      const judgement = judge(person, [...(found[place] ?? []), ...newcomers.like(person)])
      if (judgement.code === 'WSRC0001') {
        const learnerId = newId(app.now().getTime())
        newcomers.add(newcomerOf(learnerId, person))
        judged.push({ row, rowKey, code: judgement.code, learnerId, registration })
      } else if (judgement.code === 'WSRC0004' || judgement.code === 'WSRC0022') {
        const rootId = judgement.code === 'WSRC0022' ? judgement.rootId : undefined
        const root = rootId === undefined ? undefined : await registeredById(tx, organisationId, rootId)
        const { learnerId, uln } = root ?? judgement.found
        judged.push({ row, rowKey, code: judgement.code, learnerId, uln })
      } else judged.push({ row, rowKey, code: judgement.code })
    }
  }
  return judged
}

/** The number is drawn later: whoever repeats the row gets the same person, and by then the same number. */
function newcomerOf(learnerId: string, person: ReturnType<typeof describe>): Registered {
  return { ...person, learnerId, uln: '', rootId: null, abilityToShare: 0 }
}
