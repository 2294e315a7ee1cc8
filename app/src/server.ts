import { randomBytes, randomUUID } from 'node:crypto'
import { Hono, type MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import { getCookie } from 'hono/cookie'
import { bodyLimit } from 'hono/body-limit'
import { secureHeaders } from 'hono/secure-headers'
import { loadActor } from './access/load-actor.ts'
import type { App } from './app.ts'
import { createVcApi } from './credentials/vc-api/api.ts'
import { vcApiOf } from './credentials/vc-api/issuer-keys.ts'
import { AppError } from './errors.ts'
import { visitor } from './identity/actor.ts'
import { knownBrowser, setBrowserCookie } from './identity/pages/cookies.ts'
import { areasFor } from './navigation.ts'
import { clientAddress } from './platform/client-address.ts'
import type { Metrics } from './platform/metrics.ts'
import { networkOf } from './platform/rate-limit.ts'
import { isUpload, needsNoToken, registerRoutes } from './routes.ts'
import { createFilesOrigin } from './sharing/files-pages.ts'
import type { AppContext, AppEnv } from './ui/context.ts'
import { errorResponse, isApi } from './ui/error-response.tsx'
import { csrfField } from './ui/form/form.tsx'
import { formFields, isToken } from './ui/request.ts'
import { serveAssets } from './ui/serve-assets.ts'
import { type Language, languageAccepted, languages, wordsFor } from './words.ts'

export type Server = Hono<AppEnv>

/** The whole application as a function from request to response; `commands/serve.ts` gives it a port. */
export function createServer(app: App, metrics?: Metrics): Server {
  const server = new Hono<AppEnv>()
  if (metrics) server.use(observe(metrics))
  server.onError((error, c) => errorResponse(c as AppContext, error))
  server.notFound((c) => errorResponse(c as AppContext, new AppError('not_found')))

  if (app.config.filesUrl) server.use(apart(app, app.config.filesUrl))
  if (app.config.vcApi) server.route('/', createVcApi(vcApiOf(app)))
  serveAssets(server, app)
  server.use(securityHeaders(app))
  server.use(async (c, next) => {
    c.set('app', app)
    c.set('requestId', randomUUID())
    const forwardedFor = c.req.header('x-forwarded-for')
    c.set('client', clientAddress(app.config.trustedProxies, remoteAddress(c), forwardedFor))
    c.set('network', networkOf(c.var.client))
    c.set('actor', visitor)
    c.set('look', { theme: 'system', textSize: 'normal' })
    c.set('t', wordsFor(languageOf(c)))
    c.set('csrf', '')
    c.set('places', () => areasFor(c.var.actor, c.req.path, c.var.t))
    c.header('Cache-Control', 'no-store')
    const signedIn = await loadActor(app, {
      cookies: (name) => getCookie(c, name),
      authorization: c.req.header('authorization'),
    })
    if (signedIn) {
      c.set('actor', signedIn.actor)
      c.set('look', signedIn.look)
      c.set('t', wordsFor(signedIn.actor.language))
    }
    c.set('csrf', csrfToken(app, c))
    await next()
  })
  const small = bodyLimit({
    maxSize: largestForm,
    onError: () => {
      throw new AppError('too_large')
    },
  })
  server.use((c, next) => (isReading(c) || isShort(c) || isStreamed(c) ? next() : small(c, next)))
  server.use(async (c, next) => {
    if (!isReading(c)) await ensureOurOwnForm(app, c)
    await next()
  })
  registerRoutes(server)
  return server
}

/**
 * A form proves that one of our own pages sent it: by its origin, and by a token bound to the session (for somebody not
 * signed in, to a cookie of the browser). A bearer token stands for itself: no browser sends it unasked;
 * and to a program without one the API answers that it needs one.
 */
async function ensureOurOwnForm(app: App, c: AppContext): Promise<void> {
  const bearsToken = c.req.header('authorization')?.startsWith('Bearer ')
  if (isApi(c) && (bearsToken || c.var.actor.kind !== 'person')) return
  if (!isFromHere(c, app.config.publicUrl)) throw new AppError('forbidden', { key: 'errors.foreignForm' })
  if (needsNoToken(c.req.path)) return
  if (!isApi(c) && isStreamed(c)) return // readMultipart checks it first
  const given = c.req.header('x-csrf-token') ?? (isApi(c) ? undefined : (await formFields(c))[csrfField])
  if (!isToken(c.var.csrf, given)) throw new AppError('forbidden', { key: 'errors.formExpired' })
}

const largestForm = 2_000_000

/** Says its length, and HTTP's parser holds it to that. */
function isShort(c: AppContext): boolean {
  const length = c.req.header('content-length')
  return length !== undefined && !c.req.header('transfer-encoding') && Number(length) <= largestForm
}

/** Nothing is sent with it: to ask for its body is most of what it would cost. */
const isReading = (c: AppContext) => c.req.method === 'GET' || c.req.method === 'HEAD'

/** Read as it arrives by a handler that counts for itself; whatever else is sent there is read whole, so it is small. */
function isStreamed(c: AppContext): boolean {
  const isForm = (c.req.header('content-type') ?? '').startsWith('multipart/form-data')
  return isUpload(c.req.path) && (isForm || isApi(c))
}

/** Browsers that say whence a request comes are believed; one that says nothing (a program) has no cookies to abuse. */
function isFromHere(c: AppContext, publicUrl: string): boolean {
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const origin = c.req.header('origin')
  return origin === undefined || origin === publicUrl || isSelf(c, origin)
}

/** In development the address may be another name of this machine than the one configured. */
function isSelf(c: AppContext, origin: string): boolean {
  return !c.var.app.config.production && origin === new URL(c.req.url).origin
}

/** What is asked of the origin of files never meets the pages, their cookies or their sessions. */
function apart(app: App, filesUrl: string): MiddlewareHandler<AppEnv> {
  const files = createFilesOrigin(app)
  const { hostname, host } = new URL(filesUrl)
  // A proxy may add or leave out the port, so it counts only where nothing else tells the two apart.
  const isFiles =
    hostname === new URL(app.config.publicUrl).hostname
      ? (url: URL) => url.host === host
      : (url: URL) => url.hostname === hostname
  return async (c, next) => {
    if (isFiles(new URL(c.req.url))) return files.fetch(c.req.raw, c.env)
    await next()
    return undefined
  }
}

/** By the pattern of the route: an address may hold ids. */
function observe(metrics: Metrics): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const startedAt = performance.now()
    await next()
    const seconds = (performance.now() - startedAt) / 1000
    metrics.observeRequest({ method: c.req.method, route: routePath(c, -1), status: c.res.status, seconds })
  }
}

function csrfToken(app: App, c: AppContext): string {
  const { actor } = c.var
  if (actor.kind !== 'person' && needsNoToken(c.req.path)) return ''
  const bound = actor.kind === 'person' ? actor.credentialId : browserId(c)
  return app.keys.mac('csrf', bound)
}

function browserId(c: AppContext): string {
  const known = knownBrowser(c)
  if (known) return known
  const made = randomBytes(16).toString('base64url')
  // Only a page that may hold a form needs it; a POST without one is refused anyway.
  if (c.req.method === 'GET' && !isApi(c)) setBrowserCookie(c, made)
  return made
}

function languageOf(c: AppContext): Language {
  const chosen = getCookie(c, 'vademecum_language')
  const known = languages.find((language) => language === chosen)
  return known ?? languageAccepted(c.req.header('accept-language'))
}

function remoteAddress(c: AppContext): string {
  const incoming = (c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming
  return incoming?.socket?.remoteAddress ?? '127.0.0.1'
}

function securityHeaders(app: App) {
  const files = app.config.filesUrl ? [new URL(app.config.filesUrl).origin] : []
  const https = app.config.publicUrl.startsWith('https:')
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      fontSrc: ["'self'"],
      imgSrc: ["'self'", 'data:', ...files],
      mediaSrc: ["'self'", ...files],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
      ...(https ? { upgradeInsecureRequests: [] } : {}),
    },
    // Not `no-referrer`: a form would then be sent with `Origin: null`.
    referrerPolicy: 'same-origin',
    strictTransportSecurity: https ? 'max-age=63072000; includeSubDomains' : false,
    xFrameOptions: 'DENY',
    crossOriginOpenerPolicy: 'same-origin',
    crossOriginResourcePolicy: 'same-origin',
    // What people upload leaves with a stricter policy of its own.
    overwrite: false,
    permissionsPolicy: { camera: ['self'], microphone: [], geolocation: [] },
  })
}
