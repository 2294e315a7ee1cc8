import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { AppError, type ErrorCode } from '../errors.ts'
import { paths } from '../paths.ts'
import type { AppContext } from './context.ts'
import { Actions, ButtonLink } from './form/button.tsx'
import { Layout } from './layout/layout.tsx'
import { PageTitle } from './text/text.tsx'
import { frameOf, html } from './request.ts'

const statusOf: Record<ErrorCode, ContentfulStatusCode> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  gone: 410,
  conflict: 409,
  too_large: 413,
  unsupported: 415,
  too_many: 429,
  unavailable: 503,
}

export function isApi(c: AppContext): boolean {
  return c.req.path.startsWith('/api/')
}

/** The one place where a refusal becomes an answer: a problem (RFC 9457) for the API, a page for people. */
export function errorResponse(c: AppContext, error: unknown): Response {
  const known = error instanceof AppError ? error : undefined
  // The application answers before its own middleware ran only for what it does not know.
  if (!c.var.t) return c.text('Not found', 404)
  if (!known) {
    const thrown = error instanceof Error ? error : new Error(String(error))
    c.var.app.log.error(
      { requestId: c.var.requestId, route: c.req.routePath, err: thrown },
      'unexpected error',
    )
  }
  const code = known?.code
  if (known?.retryAfterSeconds !== undefined) c.header('Retry-After', String(known.retryAfterSeconds))
  if (isApi(c)) return problem(c, known)
  if (code === 'unauthenticated') {
    return c.redirect(paths.signIn(c.req.method === 'GET' ? c.req.path : undefined), 303)
  }
  return html(c, <ErrorPage c={c} error={known} />, code ? statusOf[code] : 500)
}

/** `more`: what a problem says beyond the ordinary (RFC 9457 §3.2). */
export function problem(
  c: AppContext,
  error: AppError | undefined,
  more: Readonly<Record<string, unknown>> = {},
): Response {
  const { t, requestId } = c.var
  const status = error ? statusOf[error.code] : 500
  if (status === 401) {
    c.header('WWW-Authenticate', c.req.header('authorization') ? 'Bearer error="invalid_token"' : 'Bearer')
  }
  const body = {
    type: error ? `/problems/${error.code.replaceAll('_', '-')}` : 'about:blank',
    title: t.say(error ? `errors.${error.code}` : 'errors.unexpected'),
    status,
    ...(error && error.key !== `errors.${error.code}` ? { detail: t.say(error.key, error.values) } : {}),
    ...(error && error.problems.length > 0
      ? { errors: error.problems.map(({ field, key, values }) => ({ field, detail: t.say(key, values) })) }
      : {}),
    ...(error ? {} : { reference: requestId }),
    ...more,
  }
  return c.body(JSON.stringify(body), status, { 'Content-Type': 'application/problem+json' })
}

function ErrorPage({ c, error }: { c: AppContext; error: AppError | undefined }) {
  const { t, requestId } = c.var
  const title = t.say(error ? `errors.${error.code}` : 'errors.unexpected')
  return (
    <Layout frame={frameOf(c)} title={title}>
      <PageTitle
        lede={
          error ? t.say(explanation(error), error.values) : t('errors.unexpectedExplained', { requestId })
        }
      >
        {title}
      </PageTitle>
      {error?.problems.map(({ key, values }) => (
        <p>{t.say(key, values)}</p>
      ))}
      <Actions>
        <ButtonLink look="secondary" href={paths.home()}>
          {t('errors.goHome')}
        </ButtonLink>
      </Actions>
    </Layout>
  )
}

function explanation(error: AppError): string {
  return error.key === `errors.${error.code}` ? `${error.key}Explained` : error.key
}
