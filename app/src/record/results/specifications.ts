import type { Writer } from '../../platform/db.ts'
import { type Specification, specificationIdOf, specificationKey } from './content.ts'

type Identified = readonly [id: string, said: Specification]

/** Makes sure that they are there. Two loads that bring the same one at once write one row. */
export async function keepSpecifications(
  { connection }: Pick<Writer, 'connection'>,
  specifications: Iterable<Identified>,
): Promise<void> {
  const rows = Array.from(specifications, ([id, said]) => ({ id, ...said }))
  if (rows.length === 0) return
  await connection.query(
    `insert into specification (specification_id, qualification_number, component, title, qualification_type, level,
       credits, grading_scheme, series, assessment_language, status, source, collection_type, return_number,
       restriction, awarding_ukprn, awarding_name, participation_start, participation_end)
     select id, "qualificationNumber", component, title, "qualificationType", level, credits, "gradingScheme", series,
       "assessmentLanguage", status, source, "collectionType", "returnNumber", restriction, "awardingUkprn",
       "awardingName", "participationStart", "participationEnd"
     from json_to_recordset($1::json) as r (id bigint, "qualificationNumber" text, component text, title text,
       "qualificationType" text, level text, credits smallint, "gradingScheme" text, series text,
       "assessmentLanguage" text, status text, source text, "collectionType" text, "returnNumber" smallint,
       restriction smallint, "awardingUkprn" integer, "awardingName" text, "participationStart" date,
       "participationEnd" date)
     on conflict do nothing`,
    [JSON.stringify(rows)],
  )
}

/** One, in the transaction of its version. */
export async function keepSpecification(
  tx: Pick<Writer, 'connection'>,
  said: Specification,
): Promise<string> {
  const id = specificationIdOf(specificationKey(said))
  await keepSpecifications(tx, [[id, said]])
  return id
}
