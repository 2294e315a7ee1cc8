import { execFileSync, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { issueUln } from '@vademecum/uln'
import { afterAll, expect, test } from 'vitest'
import { largeFile } from '../../src/record/results/spool.ts'
import { registerLearner } from '../../src/record/register/register-learner.ts'
import { commit } from '../log/commit.ts'
import { csv, organisation, system } from '../record/support.ts'
import { type Installation, newInstallation, program } from './installation.ts'
import { halfLoaded } from './loaded.ts'

/** Thirty by `ROUNDS=30`; each kills a load at a random instant and resumes it. */
const rounds = Number(process.env['ROUNDS'] ?? 2)
/** Enough for threads to read the files, and to make the trees of the log. */
const learners = 95
const resultsEach = 200

const disturbed = await newInstallation()
const undisturbed = await newInstallation()
const files = mkdtempSync(join(tmpdir(), 'vademecum-files-'))
afterAll(() => rmSync(files, { recursive: true, force: true }))

test(
  'a load that is killed at any instant and resumed is the load that was never disturbed',
  async () => {
    const { issuerId, people } = await arrange(disturbed)
    // With its owner, which the database insists on.
    execFileSync('cp', ['-a', disturbed.config.dataFolder, undisturbed.config.dataFolder])
    const paths = Array.from({ length: rounds }, (_, round) => {
      const path = join(files, `results-${round}.csv`)
      const file = fileOf(people, round)
      expect(file.length).toBeGreaterThan(largeFile)
      writeFileSync(path, file)
      return path
    })
    const words = (path: string) => [
      'import',
      'results',
      path,
      '--organisation',
      issuerId,
      '--apply-corrections',
    ]

    const instants: number[] = []
    for (const path of paths) {
      const begun = performance.now()
      await completed(undisturbed, words(path))
      instants.push(performance.now() - begun)
    }
    let cutShort = 0
    for (const [round, path] of paths.entries()) {
      const instant = 200 + Math.random() * (instants[round] ?? 2000)
      if (await killed(disturbed, words(path), instant)) cutShort += 1
      expect(await halfLoaded(disturbed)).toEqual([])
      await completed(disturbed, words(path))
    }
    const digest = await digestOf(disturbed)
    expect(digest).toEqual(await digestOf(undisturbed))
    expect(digest.events).toBeGreaterThan(learners * resultsEach * 0.9)
    expect(digest.roots).toBe(rounds)
    expect(await rootsMadeAnew(undisturbed, issuerId)).toEqual(await rootsOf(undisturbed))
    console.log(
      `${rounds} loads, ${cutShort} of them cut short: ${digest.events} versions, equal with their roots`,
    )
  },
  120_000 + rounds * 60_000,
)

type Person = Readonly<Record<'uln' | 'givenName' | 'familyName' | 'birthDate', string>>

function arrange(installation: Installation): Promise<{ issuerId: string; people: Person[] }> {
  return installation.arrange(async (app) => {
    const issuerId = await organisation(app, 'awardingOrganisation', ['result'])
    const school = await organisation(app, 'school')
    const people: Person[] = []
    for (let index = 0; index < learners; index += 1) {
      const birthDate = new Date(Date.UTC(2006, 0, 1 + index)).toISOString().slice(0, 10)
      const person = {
        uln: issueUln(randomInt),
        givenName: 'Ann',
        familyName: `Rowe ${letters(index)}`,
        birthDate,
      }
      await registerLearner(app, system, school, { ...person, cohort: 'Y11' })
      people.push(person)
    }
    return { issuerId, people }
  })
}

const letters = (index: number) => String.fromCharCode(65 + (index % 26), 65 + Math.floor(index / 26))

/** The same results each time, a fifth of them with another grade; some rows held, some wrong. */
function fileOf(people: readonly Person[], round: number): string {
  const rows = people.flatMap((person, index) =>
    Array.from({ length: resultsEach }, (_, each) => ({
      ULN: person.uln,
      GivenName: index % 50 === 7 ? 'Somebody' : person.givenName,
      FamilyName: person.familyName,
      DateOfBirth: person.birthDate,
      QualificationNumber: String(60_100_000 + each),
      QualificationTitle: `GCSE in Subject ${each} `.padEnd(150, 'x'),
      Grade:
        (index + each) % 40 === 3
          ? 'splendid'
          : String(9 - ((each + ((index + each) % 5 === 0 ? round : 0)) % 8)),
    })),
  )
  return csv(rows)
}

async function completed(installation: Installation, words: readonly string[]): Promise<void> {
  const { code, errors } = await installation.run(...words)
  expect(code, errors).toBe(0)
}

/** Whether it was still at work. */
async function killed(
  installation: Installation,
  words: readonly string[],
  instant: number,
): Promise<boolean> {
  const child = spawn(process.execPath, [program, ...words], {
    env: installation.environment,
    stdio: 'ignore',
  })
  const ended = once(child, 'exit')
  await Promise.race([sleep(instant), ended])
  const wasAtWork = child.exitCode === null
  if (wasAtWork) child.kill('SIGKILL')
  await installation.kill('database')
  await ended
  return wasAtWork
}

/** By a tree in this process, of what stands in the tables. */
function rootsMadeAnew(installation: Installation, issuerId: string): Promise<string[]> {
  return installation.arrange(async (app) => {
    const batches = await batchesOf(installation)
    const made = []
    for (const { batch_id } of batches) made.push(await commit(app, issuerId, batch_id, `again ${batch_id}`))
    return made.map(({ size, root }) => `${size} ${Buffer.from(root).toString('hex')}`)
  })
}

async function rootsOf(installation: Installation): Promise<string[]> {
  return (await batchesOf(installation)).map(({ size, root }) => `${size} ${root}`)
}

const batchesOf = (installation: Installation) =>
  installation.query<{ batch_id: string; size: number; root: string }>(
    `select distinct on (batch_id) batch_id, size, encode(root, 'hex') as root
     from log_batch order by batch_id, turn`,
  )

/** All content, without ids of batches and times of loads; and the roots of the log's batches. */
async function digestOf(installation: Installation) {
  const [content] = await installation.query<{ events: number; digest: string }>(
    `with line as (
       select concat_ws('|', 'event', e.learner_id, e.event_id, e.version, e.award_year, e.change, e.grade, e.award_date,
         e.identifier, e.specification_id, b.file_name) as text
       from learning_event e join batch b on b.batch_id = e.batch_id
       join event_key k on k.event_id = e.event_id and k.learner_id = e.learner_id
       union all
       select concat_ws('|', 'held', h.event_id, h.version, h.row_number, h.identifier, h.family_name_key, h.grade,
         h.specification_id) from held_result h
       union all
       select concat_ws('|', 'report', b.file_name, b.row_count, b.added_count, b.corrected_count, r.row_number,
         r.verdict, r.problems)
       from batch b left join batch_row r on r.batch_id = b.batch_id
       union all
       select concat_ws('|', 'specification', s) from specification s
     )
     select count(*) filter (where text like 'event%')::int as events,
       md5(string_agg(text, e'\\n' order by text)) as digest from line`,
  )
  const [log] = await installation.query<{ roots: number; digest: string }>(
    `select count(*)::int as roots, md5(string_agg(concat_ws('|', log_batch_id, size, encode(root, 'hex')), e'\\n'
       order by log_batch_id)) as digest from log_batch`,
  )
  return { events: content?.events ?? 0, content: content?.digest, roots: log?.roots ?? 0, log: log?.digest }
}
