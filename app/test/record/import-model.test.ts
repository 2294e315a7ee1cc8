import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTestApp } from '../support/app.ts'
import { registerLearner } from '../../src/record/register/register-learner.ts'
import { amina, csv, load, mali, ofMali, organisation, type Row, system, workDueJobs } from './support.ts'

const { app } = await createTestApp()
const school = await organisation(app, 'school')
await registerLearner(app, system, school, { ...amina, cohort: 'Y13' })

/** What the rules come to, without a database: keys to what is known of them, files to the report they had. */
class Model {
  readonly known = new Map<string, { grades: string[]; held: boolean }>()
  readonly files = new Map<string, { applies: boolean; corrected: number }>()

  load(rows: readonly Row[], applies: boolean, isRegistered: (row: Row) => boolean) {
    const file = csv(rows, ['Component'])
    const before = [this.files.get(`${file}${applies}`), this.files.get(`${file}${!applies}`)]
    if (before[0] || before[1]?.applies || before[1]?.corrected === 0) return 'known file'
    const counts = { added: 0, held: 0, unchanged: 0, corrected: 0, refused: 0 }
    const seen = new Map<string, string>()
    for (const row of rows) {
      const key = `${row['ULN'] ?? amina.uln} ${row['Component']}`
      const grade = row['Grade'] ?? ''
      const above = seen.get(key)
      if (above !== undefined) {
        counts[above === grade ? 'unchanged' : 'refused'] += 1
        continue
      }
      seen.set(key, grade)
      const one = this.known.get(key)
      if (!one) {
        const held = !isRegistered(row)
        counts[held ? 'held' : 'added'] += 1
        this.known.set(key, { grades: [grade], held })
      } else if (one.grades.at(-1) === grade) counts[one.held ? 'held' : 'unchanged'] += 1
      else {
        counts.corrected += 1
        if (applies) one.grades.push(grade)
      }
    }
    this.files.set(`${file}${applies}`, { applies, corrected: counts.corrected })
    return counts
  }

  register() {
    for (const [key, one] of this.known) if (key.startsWith(mali.uln)) one.held = false
  }
}

const row = fc.record({
  who: fc.boolean(),
  Grade: fc.constantFrom('7', '8'),
  Component: fc.constantFrom('A', 'B', 'C'),
})
const file = fc.record({ rows: fc.array(row, { minLength: 1, maxLength: 5 }), applies: fc.boolean() })

test('any files in any order come to what the rules say, whenever the learner is registered', async () => {
  let mayRegister = true
  await fc.assert(
    fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 6 }), fc.nat(5), async (files, registerAt) => {
      const issuer = await organisation(app, 'awardingOrganisation', ['result'])
      const model = new Model()
      let isRegistered = !mayRegister
      for (const [index, { rows, applies }] of files.entries()) {
        if (mayRegister && index === registerAt) {
          await registerLearner(app, system, school, { ...mali, cohort: 'Y9' })
          await workDueJobs(app)
          model.register()
          mayRegister = false
          isRegistered = true
        }
        const spelt = rows.map(({ who, ...rest }) => ({ ...(who ? {} : ofMali), ...rest }))
        const expected = model.load(spelt, applies, (one) => one['ULN'] !== mali.uln || isRegistered)
        const report = await load(app, issuer, csv(spelt, ['Component']), { applyCorrections: applies })
        await workDueJobs(app)
        if (expected === 'known file') expect(report.knownFile).toBe(true)
        else expect(report).toMatchObject({ ...expected, rows: rows.length, knownFile: false })
      }
      await compareVersions(issuer, model)
    }),
    { numRuns: Number(process.env['RUNS'] ?? 10) },
  )
})

async function compareVersions(issuer: string, model: Model) {
  const rows = await app.db.read({ issuer }, (tx) =>
    tx.sql
      .selectFrom('learning_event')
      .innerJoin('specification', 'specification.specification_id', 'learning_event.specification_id')
      .select(['identifier', 'component', 'version', 'grade'])
      .where('issuer_id', '=', issuer)
      .orderBy('version')
      .execute(),
  )
  const found = new Map<string, string[]>()
  for (const { identifier, component, version, grade } of rows) {
    const key = `${identifier} ${component}`
    const grades = found.get(key) ?? []
    expect(version).toBe(grades.length + 1)
    found.set(key, [...grades, grade])
  }
  const expected = [...model.known].filter(([, { held }]) => !held).map(([key, { grades }]) => [key, grades])
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected))
}
