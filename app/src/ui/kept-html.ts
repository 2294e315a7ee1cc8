import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { App } from '../app.ts'
import { compressionLevel as level } from '../platform/gzip.ts'
import { Kept } from '../platform/kept.ts'
import { gzipped, takesGzip } from './compressed.ts'
import type { AppContext } from './context.ts'
import type { Frame } from './frame.ts'
import { htmlOf } from './html-of.ts'
import { frameOf, html } from './request.ts'

const mostBytes = 32_000_000
const pages = new WeakMap<App, Kept<Buffer<ArrayBuffer>>>()

/**
 * A page of somebody signed in, drawn and compressed anew only when something that it shows has changed: `shows` is all
 * that it is drawn from beside its frame. It saves the drawing, never the asking: `shows` was read for this request, by
 * whoever may read it, and a page is another's as soon as one letter of it is.
 */
export function keptHtml(
  c: AppContext,
  shows: unknown,
  draw: (frame: Frame) => HtmlEscapedString | Promise<HtmlEscapedString>,
): Response {
  const { app, actor, t } = c.var
  const frame = frameOf(c)
  if (actor.kind !== 'person' || !takesGzip(c)) return html(c, draw(frame))
  const kept = pages.get(app) ?? new Kept(mostBytes)
  pages.set(app, kept)
  const place = `${actor.credentialId} ${c.req.path}`
  const key = createHash('sha256')
    .update(JSON.stringify([t.language, frame, shows]))
    .digest('base64')
  const known = kept.get(place, key)
  const page = known ?? gzipSync(htmlOf(draw(frame)), { level })
  if (!known) kept.set(place, key, page, page.length + place.length + key.length)
  c.header('Vary', 'Accept-Encoding')
  return gzipped(c, page, 200)
}
