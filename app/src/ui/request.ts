import { timingSafeEqual } from 'node:crypto'
import { Readable } from 'node:stream'
import busboy from 'busboy'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { z } from 'zod'
import { AppError, type FieldProblem, notFound } from '../errors.ts'
import { isId } from '../platform/id.ts'
import type { WordKey } from '../words.ts'
import { htmlAnswer } from './compressed.ts'
import type { AppContext } from './context.ts'
import { csrfField } from './form/form.tsx'
import { htmlOf } from './html-of.ts'
import { type Frame, initialsOf } from './frame.ts'

const noticeCookie = 'vademecum_notice'
const noticeKey = /^[A-Za-z]+\.[A-Za-z]+$/

/** What the page is drawn in, for whoever asks. Reading the notice uses it up. */
export function frameOf(c: AppContext): Frame {
  const { t, csrf, actor, look } = c.var
  const { areas, accountLinks } = c.var.places()
  const noticed = takeNotice(c)
  return {
    t,
    csrf,
    path: c.req.path,
    theme: look.theme,
    textSize: look.textSize,
    signedInAs: actor.kind === 'person' ? { name: actor.name, initials: initialsOf(actor.name) } : null,
    areas,
    accountLinks,
    ...(noticed ? { notice: { kind: 'done', text: t.say(noticed) } } : {}),
  }
}

function takeNotice(c: AppContext): string | undefined {
  const kept = getCookie(c, noticeCookie)
  if (kept === undefined) return undefined
  deleteCookie(c, noticeCookie, { path: '/' })
  // Sealed: else whoever can plant a cookie could have the page say any sentence of ours.
  const [key = '', seal] = kept.split('~')
  return isToken(sealOfNotice(c, key), seal) ? key : undefined
}

const sealOfNotice = (c: AppContext, key: string) => c.var.app.keys.mac('notice', key)

/** A whole page: what `Layout` drew. */
export function html(
  c: AppContext,
  page: HtmlEscapedString | Promise<HtmlEscapedString>,
  status: ContentfulStatusCode = 200,
): Response {
  return htmlAnswer(c, htmlOf(page), status)
}

/** After a change that succeeded: on to its result, which says so once. */
export function seeOther(c: AppContext, path: string, notice?: WordKey): Response {
  if (notice) {
    const kept = `${notice}~${sealOfNotice(c, notice)}`
    setCookie(c, noticeCookie, kept, { path: '/', httpOnly: true, sameSite: 'Lax', maxAge: 60 })
  }
  return c.redirect(path, 303)
}

/** An id of the address; what is not one is not found. */
export function idParam(c: AppContext, name = 'id'): string {
  const id = c.req.param(name)
  if (id === undefined || !isId(id)) notFound(`parameter ${name}`)
  return id
}

/** What was typed, for showing again; a field that came several times is joined by commas. */
export type FormValues = Readonly<Record<string, string>>

export type FormResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly values: FormValues; readonly problems: FieldProblem[] }

/** Reads a form against its schema. The schema's messages are word keys; a field that is missing arrives as ''. */
export async function readForm<T>(c: AppContext, schema: z.ZodType<T>): Promise<FormResult<T>> {
  return parseForm(await formFields(c), schema)
}

/** The same for fields that came beside a file. */
export function parseForm<T>(
  fields: Readonly<Record<string, string | string[]>>,
  schema: z.ZodType<T>,
): FormResult<T> {
  const parsed = schema.safeParse(fields)
  if (parsed.success) return { ok: true, value: parsed.data }
  const values = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]))
  const seen = new Set<string>()
  const problems: FieldProblem[] = []
  for (const issue of parsed.error.issues) {
    const field = String(issue.path[0] ?? '')
    if (seen.has(field)) continue
    seen.add(field)
    problems.push({ field, key: noticeKey.test(issue.message) ? issue.message : 'errors.fieldInvalid' })
  }
  return { ok: false, values, problems }
}

/** The fields of a form; a name that came several times is an array. */
export async function formFields(c: AppContext): Promise<Record<string, string | string[]>> {
  const body = await c.req.parseBody({ all: true })
  const fields: Record<string, string | string[]> = {}
  for (const [name, value] of Object.entries(body)) {
    if (typeof value === 'string') fields[name] = withoutNul(value)
    else if (Array.isArray(value)) {
      fields[name] = value.filter((part) => typeof part === 'string').map(withoutNul)
    }
  }
  return fields
}

/** PostgreSQL's text cannot hold NUL, and nobody can type it. */
function withoutNul(text: string): string {
  return text.replaceAll('\0', '')
}

export interface UploadedFile {
  readonly field: string
  readonly fileName: string
  readonly mediaType: string
}

/** How much the fields of a form with files may come to. */
const besideTheFile = 2_000_000

/**
 * A form with files, streamed: each file goes to `onFile` as it arrives, nothing is held in memory. The token must come
 * before the first file (our `Form` puts it first), else the whole form is refused before a byte of the file is read.
 * A file over `limit` bytes fails `onFile`'s stream with `too_large`; all of them together may hold no more either.
 */
export async function readMultipart<T>(
  c: AppContext,
  options: {
    limit: number
    onFile: (stream: Readable, file: UploadedFile, fields: Readonly<Record<string, string>>) => Promise<T>
  },
): Promise<{ fields: Record<string, string>; files: T[] }> {
  const body = c.req.raw.body
  const type = c.req.header('content-type') ?? ''
  if (!body || !type.startsWith('multipart/form-data'))
    throw new AppError('invalid', { key: 'errors.noFile' })
  const fields: Record<string, string> = {}
  const files: Promise<T>[] = []
  const parser = busboy({
    headers: { 'content-type': type },
    defParamCharset: 'utf8',
    limits: { fileSize: options.limit, files: 20, fields: 200, fieldSize: 1_000_000 },
  })
  const incoming = Readable.fromWeb(body as import('node:stream/web').ReadableStream)
  let left = options.limit + besideTheFile
  await new Promise<void>((resolve, reject) => {
    const fail = (error: unknown) => {
      incoming.unpipe(parser)
      incoming.resume() // read to the end, so that the answer reaches the browser
      reject(error)
    }
    parser.on('field', (name, value) => {
      fields[name] = withoutNul(value)
    })
    parser.on('file', (field, stream, info) => {
      if (!isToken(c.var.csrf, fields[csrfField])) {
        stream.resume()
        return fail(new AppError('forbidden', { key: 'errors.formExpired' }))
      }
      // A file field that was left empty arrives as a nameless empty file.
      if (!info.filename) return stream.resume()
      // Nobody may be reading yet when it fails; whoever reads later is still told.
      stream.on('error', () => undefined)
      stream.on('limit', () =>
        stream.destroy(new AppError('too_large', { values: { limit: options.limit } })),
      )
      const taken = options.onFile(
        stream,
        { field, fileName: withoutNul(info.filename), mediaType: info.mimeType },
        fields,
      )
      taken.catch(fail)
      files.push(taken)
    })
    parser.on('close', resolve)
    parser.on('error', () => fail(new AppError('invalid', { key: 'errors.uploadBroken' })))
    // Whoever reads a file that will not come to its end is told, so that they let go of what they hold.
    const breakOff = (error: AppError) => {
      fail(error)
      parser.destroy(error)
    }
    incoming.on('error', () => breakOff(new AppError('invalid', { key: 'errors.uploadBroken' })))
    incoming.on('data', (part: Uint8Array) => {
      left -= part.length
      if (left < 0) breakOff(new AppError('too_large', { values: { limit: options.limit } }))
    })
    incoming.pipe(parser)
  })
  if (!isToken(c.var.csrf, fields[csrfField])) throw new AppError('forbidden', { key: 'errors.formExpired' })
  return { fields, files: await Promise.all(files) }
}

export function isToken(expected: string, given: unknown): boolean {
  if (typeof given !== 'string') return false
  const a = Buffer.from(expected)
  const b = Buffer.from(given)
  return a.length === b.length && timingSafeEqual(a, b)
}
