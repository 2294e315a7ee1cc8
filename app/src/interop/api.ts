import { z } from '@hono/zod-openapi'
import { operation } from '../ui/api/operation.ts'
import { UploadHeaders, uploadName } from '../ui/api/upload-name.ts'
import { exportHtml } from './html/export-html.ts'
import { exportLeap2a } from './leap2a/export-leap2a.ts'
import { type ImportReport, importLeap2a, previewLeap2a } from './leap2a/import-leap2a.ts'
import { forgetWaiting, waitWith } from './waiting.ts'

const Report = z
  .strictObject({
    items: z.int(),
    pages: z.int(),
    files: z.int(),
    known: z.int().openapi({ description: 'Entries that were here already, and stay as they are.' }),
    keptAside: z
      .array(z.strictObject({ entry: z.string(), part: z.string(), value: z.string() }))
      .openapi({ description: 'What has no place of its own here: kept with the thing it came with.' }),
    errors: z
      .array(z.strictObject({ entry: z.string(), file: z.string(), key: z.string() }))
      .openapi({ description: 'Files that cannot be kept, and why.' }),
  })
  .openapi('ImportReport')

const DryRun = z.object({
  dryRun: z
    .enum(['true', 'false'])
    .optional()
    .openapi({ description: 'Say what would come of it, and keep nothing.' }),
})

export const interopOperations = [
  operation({
    method: 'post',
    path: '/imports/leap2a',
    id: 'importLeap2a',
    summary: 'Bring a Leap2A export into your portfolio',
    description:
      'A zip archive with `leap2a.xml`, or the feed itself. What is here already stays as it is: the same export twice ' +
      'is the same as once.',
    tag: 'Portfolio',
    access: 'portfolio:write',
    query: DryRun,
    headers: UploadHeaders,
    bytes: { mediaType: '*', description: 'The export.' },
    answer: { status: 200, description: 'What came of it.', schema: Report },
    refuses: [409, 422],
    apart: true,
    async handle({ app, actor, query, bytes, c }) {
      const name = uploadName(c.req.header('content-disposition'), 'leap2a.zip')
      const source = await waitWith(app, actor, { name, content: bytes })
      try {
        const act = query.dryRun === 'true' ? previewLeap2a : importLeap2a
        return said(await act(app, actor, source))
      } finally {
        await forgetWaiting(app, actor)
      }
    },
  }),
  operation({
    method: 'get',
    path: '/exports/leap2a',
    id: 'exportLeap2a',
    summary: 'Take your portfolio as a Leap2A archive',
    tag: 'Portfolio',
    access: 'portfolio:read',
    answer: { status: 200, description: 'A zip archive.', mediaType: 'application/zip' },
    async handle({ app, actor, c }) {
      return c.newResponse(streamOf(await exportLeap2a(app, actor)), 200, archiveHeaders('leap2a'))
    },
  }),
  operation({
    method: 'get',
    path: '/exports/html',
    id: 'exportHtml',
    summary: 'Take your portfolio as a site that opens anywhere',
    tag: 'Portfolio',
    access: 'portfolio:read',
    answer: { status: 200, description: 'A zip archive with `index.html`.', mediaType: 'application/zip' },
    async handle({ app, actor, c }) {
      return c.newResponse(streamOf(await exportHtml(app, actor)), 200, archiveHeaders('html'))
    },
  }),
]

export const archiveHeaders = (format: 'leap2a' | 'html') => ({
  'content-type': 'application/zip',
  'content-disposition': `attachment; filename="portfolio-${format}.zip"`,
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
})

/** Made as fast as it is read, and no longer. */
export function streamOf(parts: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await parts.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    cancel: async () => void (await parts.return(undefined)),
  })
}

function said({ items, pages, files, known, keptAside, errors }: ImportReport) {
  return { items, pages, files, known, keptAside: [...keptAside], errors: [...errors] }
}
