import type { Hono } from 'hono'
import { AppError } from '../errors.ts'
import { paths } from '../paths.ts'
import type { AppContext, AppEnv } from '../ui/context.ts'
import { answering } from './answer.ts'
import { apiDocument, apiRoot } from './document.ts'
import { operations } from './operations.ts'
import { showApi } from './pages.tsx'

/** Operations whose body is a file: they count the bytes themselves. */
export const apiUploads = operations
  .filter(({ bytes }) => bytes !== undefined)
  .map(({ path }) => new RegExp(`^${apiRoot}${path.replace(/\{\w+\}/g, '[^/]+')}$`))

export function registerApi(server: Hono<AppEnv>): void {
  for (const operation of operations) {
    const pattern = apiRoot + operation.path.replace(/\{(\w+)\}/g, ':$1')
    server.on(operation.method.toUpperCase(), pattern, answering(operation))
  }
  server.get(paths.apiDocument(), document)
  server.get(paths.api(), showApi)
  // Signed out, what is there cannot be told from what is not.
  server.all(`${apiRoot}/*`, (c) => {
    throw new AppError(c.var.actor.kind === 'person' ? 'not_found' : 'unauthenticated')
  })
}

let text: string | undefined

function document(c: AppContext): Response {
  text ??= JSON.stringify(apiDocument(), null, 2)
  return c.body(text, 200, {
    'Content-Type': 'application/json',
    'Cache-Control': 'public, max-age=300',
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  })
}
