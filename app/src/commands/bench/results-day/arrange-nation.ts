import { createHash, randomBytes } from 'node:crypto'
import type pg from 'pg'
import type { App } from '../../../app.ts'
import { hashSecret } from '../../../identity/secret.ts'
import { createOrganisation } from '../../../institution/create-organisation.ts'
import { newId } from '../../../platform/id.ts'
import { nameKey } from '../../../record/name-key.ts'
import { keepSpecifications } from '../../../record/results/specifications.ts'
import { type Specification, specificationIdOf, specificationKey } from '../../../record/results/content.ts'
import { enterAdmitted } from '../../seed/admitted.ts'
import { actor } from './actor.ts'
import { Dice } from './dice.ts'
import { asOwner, copyRows } from './owner.ts'
import { learnersOf, type Nation } from './rows.ts'
import { atSixteen, awardingOrganisations, gradeWeights, qualificationNumber } from './subjects.ts'
import { gradingSchemes } from '../../../record/results/grading-schemes.ts'

export interface ArrangedNation {
  /** In the order of `awardingOrganisations`. */
  readonly issuerIds: readonly string[]
  readonly accounts: number
  readonly earlierResults: number
}

/** So that a read meets what a service of ten years has: its years, and a batch for each file that was ever loaded. */
export const earlierBatches = 2_000
const earlierYears = [2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025]
const earlierResultsEach = 3

/**
 * The register, as it stands before results day: every learner with number, keys and log key, and for those who will
 * look (`readers`: their places among the learners) an account, a session and results of earlier years. Nothing of it is
 * measured, so it is written in bulk, past the verbs.
 */
export async function arrangeNation(
  app: App,
  ownerUrl: string,
  nation: Nation,
  readers: ReadonlySet<number>,
): Promise<ArrangedNation> {
  const issuerIds: string[] = []
  for (const { name, ukprn } of awardingOrganisations) {
    const { organisationId } = await enterAdmitted(app, {
      name,
      ukprn,
      kind: 'awardingOrganisation',
      mayAttest: ['result'],
    })
    issuerIds.push(organisationId)
  }
  const school = { name: 'Bench Schools', ukprn: '99200001', kind: 'school' } as const
  const { organisationId: schoolId } = await createOrganisation(app, actor, school)
  return asOwner(ownerUrl, async (owner) => {
    await owner.query('begin')
    await stagePersons(owner, nation, readers)
    await register(owner, schoolId)
    await openAccounts(owner)
    const earlierResults = await loadEarlierYears(owner, issuerIds)
    await owner.query('commit')
    await owner.query('vacuum analyze')
    return { issuerIds, accounts: readers.size, earlierResults }
  })
}

/** What the browser of a reader sends. Whoever has the seed has it: these are people of a bench. */
export function sessionOf(seed: number, index: number): string {
  return createHash('sha256').update(`session of ${seed} ${index}`).digest('base64url')
}

async function stagePersons(owner: pg.Client, nation: Nation, readers: ReadonlySet<number>): Promise<void> {
  await owner.query(`create temporary table bench_person (place integer, learner_id uuid, uln text, given_name text,
    family_name text, given_key text, family_key text, birth_date date, gender text, postcode_key text, nonce bytea,
    person_id uuid, session_id uuid, token_hash text) on commit drop`)
  const firstAt = Date.now() - nation.learners
  function* rows() {
    for (const learner of learnersOf(nation)) {
      const at = firstAt + learner.index
      const reads = readers.has(learner.index)
      yield [
        learner.index,
        newId(at),
        learner.uln,
        learner.givenName,
        learner.familyName,
        nameKey(learner.givenName),
        nameKey(learner.familyName),
        learner.birthDate,
        learner.gender,
        learner.postcode.replace(' ', ''),
        `\\\\x${randomBytes(16).toString('hex')}`,
        reads ? newId(at) : null,
        reads ? newId(at) : null,
        reads ? hashSecret(sessionOf(nation.seed, learner.index)) : null,
      ]
    }
  }
  await copyRows(owner, 'bench_person', rows())
  await owner.query('analyze bench_person')
}

async function register(owner: pg.Client, schoolId: string): Promise<void> {
  await owner.query(
    `insert into learner (learner_id, uln, given_name, family_name, given_name_key, family_name_key, birth_date, gender,
       postcode_key, registered_by, version, created_at, updated_at)
     select learner_id, uln, given_name, family_name, given_key, family_key, birth_date, gender, postcode_key, $1, 1,
       now(), now()
     from bench_person order by learner_id`,
    [schoolId],
  )
  await owner.query(
    'insert into uln_key (uln, learner_id) select uln, learner_id from bench_person order by uln',
  )
  await owner.query(
    'insert into learner_log_key (learner_id, nonce) select learner_id, nonce from bench_person',
  )
}

async function openAccounts(owner: pg.Client): Promise<void> {
  const readers = 'from bench_person where person_id is not null'
  await owner.query(
    `insert into person (person_id, birth_date, language, created_at) select person_id, birth_date, 'en', now() ${readers}`,
  )
  await owner.query(
    `insert into person_name (person_id, given_name, family_name) select person_id, given_name, family_name ${readers}`,
  )
  await owner.query(
    `insert into learner_owner (learner_id, person_id, claim_id, since)
     select learner_id, person_id, person_id, now() ${readers}`,
  )
  await owner.query(
    `insert into learner_of_person (person_id, learner_id, claim_id, since)
     select person_id, learner_id, person_id, now() ${readers}`,
  )
  await owner.query(
    `insert into session (token_hash, session_id, person_id, signed_in_with, device, created_at, last_seen_at, expires_at)
     select token_hash, session_id, person_id, 'password', 'bench', now(), now(), now() + interval '30 days' ${readers}`,
  )
}

/** A few results of each reader, in batches of all the years before this one. */
async function loadEarlierYears(owner: pg.Client, issuerIds: readonly string[]): Promise<number> {
  const specifications = new Map<string, Specification>()
  const grades = gradingSchemes.get('GCSE9-1')?.grades ?? []
  await owner.query(`create temporary table bench_batch (place integer, issuer_id uuid, batch_id uuid, year smallint,
    specification_id bigint, grade text) on commit drop`)
  const dice = new Dice(1)
  const rows = Array.from({ length: earlierBatches }, (_, place) => {
    const organisation = place % issuerIds.length
    const year = earlierYears[Math.floor((place * earlierYears.length) / earlierBatches)] ?? 2017
    const said = earlier(organisation, 4 + dice.below(12), year)
    const id = specificationIdOf(specificationKey(said))
    specifications.set(id, said)
    const grade = grades[dice.weighted(gradeWeights['GCSE9-1'] ?? [])] ?? '5'
    return [place, issuerIds[organisation] ?? '', newId(Date.UTC(year, 7, 1)), year, id, grade]
  })
  await copyRows(owner, 'bench_batch', rows)
  await keepSpecifications({ connection: owner as unknown as pg.PoolClient }, specifications)
  await owner.query(
    `insert into batch (issuer_id, batch_id, file_name, file_hash, applies_corrections, state, uploaded_at, loaded_at,
       published_at)
     select issuer_id, batch_id, 'earlier.csv', batch_id::text, false, 'published', now(), now(), now() from bench_batch`,
  )
  await owner.query(
    `insert into release (batch_id, issuer_id, release_at)
     select batch_id, issuer_id, make_timestamptz(year, 8, 20, 7, 0, 0) from bench_batch`,
  )
  const { rowCount } = await owner.query(
    `insert into learning_event (learner_id, event_id, issuer_id, batch_id, loaded_at, specification_id, award_date,
       award_year, version, change, grade, identifier)
     select p.learner_id, gen_random_uuid(), b.issuer_id, b.batch_id, now(), b.specification_id,
       make_date(b.year, 8, 20), b.year, 1, 'loaded', b.grade, p.uln
     from bench_person p
     cross join generate_series(0, $1 - 1) as nth
     join bench_batch b on b.place = (p.place + nth * ($2 / $1)) % $2
     where p.person_id is not null
     order by p.learner_id`,
    [earlierResultsEach, earlierBatches],
  )
  return rowCount ?? 0
}

function earlier(organisation: number, place: number, year: number): Specification {
  return {
    qualificationNumber: qualificationNumber(organisation, 'sixteen', place).replaceAll('/', ''),
    component: '',
    title: atSixteen[place]?.title ?? '',
    qualificationType: null,
    level: '1/2',
    credits: null,
    gradingScheme: 'GCSE9-1',
    series: `June ${year}`,
    assessmentLanguage: 'en',
    status: 'final',
    source: 'AO',
    collectionType: null,
    returnNumber: null,
    restriction: 0,
    awardingUkprn: null,
    awardingName: null,
    participationStart: null,
    participationEnd: null,
  }
}
