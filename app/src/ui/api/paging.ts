import { z } from '@hono/zod-openapi'
import { invalid } from '../../errors.ts'

const most = 200
export const usual = 50

export const PageQuery = z.object({
  cursor: z
    .string()
    .optional()
    .openapi({ description: 'The `next` of the page before. It says nothing of its own.' }),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(most)
    .default(usual)
    .openapi({ description: 'How many at most.' }),
})

export function pageOf<Line extends z.ZodType>(line: Line, name: string) {
  return z
    .strictObject({
      items: z.array(line),
      next: z.string().nullable().openapi({ description: 'The cursor of the next page; null on the last.' }),
    })
    .openapi(name)
}

/** Where a line stands in its list: first by `at`, the greater first, then by id. */
export interface Place {
  readonly at: string
  readonly id: string
}

/**
 * One page of a list. The cursor holds the place of the last line and not its number, so that what is added or removed
 * meanwhile neither repeats a line nor leaves one out.
 */
export function pageFrom<Line>(
  lines: readonly Line[],
  placeOf: (line: Line) => Place,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): { lines: readonly Line[]; next: string | null } {
  const after = cursor === undefined ? undefined : readCursor(cursor)
  const placed = lines.map((line) => ({ line, place: placeOf(line) }))
  placed.sort((a, b) => compare(a.place, b.place))
  const left = after ? placed.filter(({ place }) => compare(place, after) > 0) : placed
  const shown = left.slice(0, limit)
  const last = shown.at(-1)
  return {
    lines: shown.map(({ line }) => line),
    next: left.length > limit && last ? writeCursor(last.place) : null,
  }
}

function compare(a: Place, b: Place): number {
  if (a.at !== b.at) return a.at < b.at ? 1 : -1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

function writeCursor({ at, id }: Place): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url')
}

const Cursor = z.tuple([z.string(), z.string()])

function readCursor(text: string): Place {
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    value = undefined
  }
  const parsed = Cursor.safeParse(value)
  if (!parsed.success) invalid({ field: 'cursor', key: 'api.cursor' })
  const [at, id] = parsed.data
  return { at, id }
}
