import { Hono } from 'hono'
import { registerRoutes } from '../../src/routes.ts'
import type { AppEnv } from '../../src/ui/context.ts'

/** What answers with something else than a page for people. */
const notPages = [
  /^\/(healthz|readyz)$/,
  /^\/api\//,
  /^\/issuers\/:id\/did\.json$/,
  /^\/status\/:id$/,
  /^\/log\/:id\/.+$/,
  /^\/portfolio\/(items|credentials)\/:id\/(file|preview)$/,
  /\/files\/:fileToken$/,
  /\/registrations\/:file\/output$/,
  /\/results\/:batch\/(report|totals)\.csv$/,
]

/** The pattern of every page that the server has, from its own table of routes. */
export function pageRoutes(): string[] {
  const server = new Hono<AppEnv>()
  registerRoutes(server)
  const patterns = server.routes.filter(({ method }) => method === 'GET').map(({ path }) => path)
  return [...new Set(patterns)].filter((path) => !notPages.some((other) => other.test(path))).sort()
}
