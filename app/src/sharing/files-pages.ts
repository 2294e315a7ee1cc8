import { type Context, Hono } from 'hono'
import { actorOfPerson } from '../access/load-actor.ts'
import type { App } from '../app.ts'
import { AppError, notFound } from '../errors.ts'
import { paths } from '../paths.ts'
import { languageAccepted, wordsFor } from '../words.ts'
import { type CarriedTicket, readCarried } from './file-ticket.ts'
import type { Look, LookOptions } from './look.ts'
import { openSharedFile } from './shared-file.ts'
import { lookByLinkHash, lookByParty } from './visit.ts'

const always = {
  'cache-control': 'no-store',
  'content-security-policy': "sandbox; default-src 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow',
}

/**
 * The origin for what people upload (`FILES_URL`): files of shares and nothing else. It neither reads nor sets a cookie,
 * so that whatever a file manages to run there is nobody. The ticket in the address says whose opening it is, for some
 * minutes; the grant is found live in the transaction that reads the file.
 */
export function createFilesOrigin(app: App): Hono {
  const server = new Hono()
  server.onError((error, c) => refuse(app, c, error))
  server.notFound((c) => refuse(app, c, new AppError('not_found')))
  server.get(paths.sharedFile(':ticket'), async (c) => {
    // Whoever only asks for the headers learns nothing.
    if (c.req.method === 'HEAD') notFound('file')
    const ticket = readCarried(app, c.req.param('ticket') ?? '') ?? notFound('file')
    const t = wordsOf(c)
    const range = c.req.header('range')
    const seen = await lookAs(app, ticket, {
      opens: false,
      load: (tx, state, place) => openSharedFile(app, tx, state, place, { t, ticket, range }),
    })
    if (seen.kind !== 'open') notFound('file')
    const { status, headers, body } = seen.loaded
    return new Response(body, {
      status,
      // The pages that draw it stand on the other origin.
      headers: { ...headers, ...secure(app), 'cross-origin-resource-policy': 'cross-origin' },
    })
  })
  return server
}

async function lookAs<T>(
  app: App,
  { bearer }: CarriedTicket,
  options: LookOptions<T>,
): Promise<Exclude<Look<T>, { kind: 'gone' }>> {
  if (bearer.kind === 'link') return lookByLinkHash(app, bearer.tokenHash, bearer.visitHash, options)
  const person = await actorOfPerson(app, bearer.personId)
  return lookByParty(app, { ...person, credentialId: bearer.credentialId }, bearer.grantId, options)
}

const statusOf = { gone: 410, unavailable: 503 } as const

/** In plain text: there is no page here, and nothing says whether there ever was a file. */
function refuse(app: App, c: Context, error: unknown): Response {
  const t = wordsOf(c)
  const known = error instanceof AppError ? error : undefined
  if (!known) app.log.error({ route: 'files', err: error }, 'unexpected error')
  const code = known && (known.code in statusOf ? known.code : 'not_found')
  const status = known ? (statusOf[known.code as keyof typeof statusOf] ?? 404) : 500
  return c.text(t.say(code ? `errors.${code}` : 'errors.unexpected'), status, secure(app))
}

function secure(app: App): Record<string, string> {
  const https = app.config.filesUrl?.startsWith('https:')
  return { ...always, ...(https ? { 'strict-transport-security': 'max-age=63072000' } : {}) }
}

const wordsOf = (c: Context) => wordsFor(languageAccepted(c.req.header('accept-language')))
