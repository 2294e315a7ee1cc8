import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { apiDocument } from '../../src/api/document.ts'

interface Described {
  readonly operationId: string
  readonly security: readonly unknown[]
  readonly description: string
  readonly responses: Readonly<
    Record<string, { content?: Readonly<Record<string, { schema?: unknown }>> } | undefined>
  >
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> }
}

export interface DescribedOperation extends Described {
  readonly method: string
  /** As in the document: `/api/v1/items/{id}`. */
  readonly path: string
}

// What leaves is looked at as any client gets it: as JSON.
const document = JSON.parse(JSON.stringify(apiDocument())) as {
  paths: Record<string, Record<string, Described>>
}

export const described: readonly DescribedOperation[] = Object.entries(document.paths).flatMap(
  ([path, methods]) => Object.entries(methods).map(([method, made]) => ({ ...made, method, path })),
)

const ajv = new Ajv2020({ strict: false, allErrors: true })
ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
ajv.addFormat('date', /^\d{4}-\d\d-\d\d$/)
ajv.addFormat('uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
ajv.addFormat('binary', true)
ajv.addSchema(document, 'document')

const compiled = new Map<string, ValidateFunction>()

/** What the matrix cannot make succeed: `contract.test.ts` does, in the order that it takes. */
export const triedByContract: ReadonlySet<string> = new Set([
  'addFile',
  'importLeap2a',
  'answerMergeQuestion',
  'checkClassList',
  'compareRegistrationRow',
  'createChallengeOfLearner',
  'createClaim',
  'decideClaim',
  'decideRegistrationRow',
  'declareResultsTotals',
  'findByNumber',
  'getRegistrationOutput',
  'getShared',
  'getSharedFile',
  'loadCheckedResults',
  'loadResultsFile',
  'rejectChallenge',
  'saveDraft',
  'searchRegister',
  'sendEntries',
  'sendRegistrationFile',
  'takeBundle',
  'undoHeldResult',
  'unmerge',
  'updateLearner',
  'verifyDocument',
  'verifyNumber',
  'withdrawChallenge',
  'withdrawChallengeOfLearner',
  'withdrawEntry',
])

/** The operation of a request that was made, by its path. */
export function operationAt(method: string, url: string): DescribedOperation | undefined {
  const path = url.split('?')[0] ?? ''
  const matches = described.filter(
    (operation) =>
      operation.method === method.toLowerCase() &&
      new RegExp(`^${operation.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(path),
  )
  return matches[0]
}

/** Whatever an answer does that its operation does not say. */
export async function violations(operation: DescribedOperation, answer: Response): Promise<string[]> {
  const name = `${operation.operationId} ${answer.status}`
  const said = operation.responses[String(answer.status)]
  if (!said) return [`${name}: this status is not in the document`]
  const found: string[] = []
  if (answer.headers.get('cache-control') !== 'no-store') found.push(`${name}: may be stored`)
  if (answer.status === 401 && !answer.headers.get('www-authenticate')?.startsWith('Bearer')) {
    found.push(`${name}: does not say how to authenticate`)
  }
  if (answer.status === 429 && !answer.headers.get('retry-after')) found.push(`${name}: no Retry-After`)
  const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? ''
  const [expected] = Object.keys(said.content ?? {})
  if (expected === undefined) {
    if (answer.status !== 206 && (await answer.text()) !== '') found.push(`${name}: has a body`)
    return found
  }
  if (expected === '*/*') return found
  if (type !== expected) return [...found, `${name}: is ${type} and not ${expected}`]
  if (expected === 'application/zip') return found
  const validate = validatorOf(operation, String(answer.status), expected)
  if (!validate(await answer.json())) {
    found.push(...(validate.errors ?? []).map((error) => `${name}: ${error.instancePath} ${error.message}`))
  }
  return found
}

function validatorOf({ path, method }: DescribedOperation, status: string, type: string): ValidateFunction {
  const place = ['paths', path, method, 'responses', status, 'content', type, 'schema']
    .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
    .join('/')
  const known = compiled.get(place) ?? ajv.compile({ $ref: `document#/${place}` })
  compiled.set(place, known)
  return known
}
