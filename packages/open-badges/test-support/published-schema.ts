import { Ajv2019 } from 'ajv/dist/2019.js'
import { hasShared, sharedJson } from './shared-file.ts'

const SCHEMA = 'openbadges-3/schema/ob_v3p0_achievementcredential_schema.json'

/** The published JSON Schema as a function that lists what does not fit; undefined when it is absent. */
export function publishedSchema(): ((document: object) => string[]) | undefined {
  if (!hasShared(SCHEMA)) return undefined
  // The schema uses words of several drafts; the formats are checked by our own validator.
  const ajv = new Ajv2019({ strict: false, validateFormats: false, allErrors: true })
  const validate = ajv.compile(sharedJson(SCHEMA))
  return (document) =>
    validate(document) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`)
}
