import type { AppContext } from '../ui/context.ts'

/** Alive: the process answers. */
export function healthz(c: AppContext): Response {
  return c.text('alive')
}

/** Can serve: the database answers. */
export async function readyz(c: AppContext): Promise<Response> {
  try {
    await c.var.app.db.pool.query('select 1')
    return c.text('ready')
  } catch {
    return c.text('the database does not answer', 503)
  }
}
