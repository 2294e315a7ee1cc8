import { gzipSync } from 'node:zlib'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { compressionLevel as level, joinedGzip } from '../platform/gzip.ts'
import type { AppContext } from './context.ts'
import { type Parts, textOf } from './pieces.ts'

/** Shorter than this it fits into one packet anyway. */
const worthIt = 1_000

/**
 * A page, compressed for whoever takes it. That a compressed page's length tells of the token in it (the attack named
 * BREACH) opens nothing here: a form is accepted only from our own origin, token or not.
 */
export function htmlAnswer(c: AppContext, text: string, status: ContentfulStatusCode = 200): Response {
  c.header('Vary', 'Accept-Encoding')
  if (text.length < worthIt || !takesGzip(c)) return c.html(text, status)
  return gzipped(c, gzipSync(text, { level }), status)
}

/** The same from parts of which most were compressed before. */
export function htmlAnswerOf(c: AppContext, parts: Parts): Response {
  c.header('Vary', 'Accept-Encoding')
  if (takesGzip(c)) return gzipped(c, joinedGzip(parts), 200)
  return c.html(textOf(parts))
}

export function takesGzip(c: AppContext): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(c.req.header('accept-encoding') ?? '')
}

export function gzipped(c: AppContext, body: Buffer<ArrayBuffer>, status: ContentfulStatusCode): Response {
  return c.body(body, status, { 'Content-Encoding': 'gzip', 'Content-Type': 'text/html; charset=UTF-8' })
}
