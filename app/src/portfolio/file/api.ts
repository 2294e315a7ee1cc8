import { z } from '@hono/zod-openapi'
import { ensurePerson } from '../../access/powers.ts'
import { operation } from '../../ui/api/operation.ts'
import { IdParams } from '../../ui/api/schemas.ts'
import { UploadHeaders, uploadName } from '../../ui/api/upload-name.ts'
import { ItemSchema, itemOf } from '../item/api-schemas.ts'
import { addEvidence } from './add-evidence.ts'
import { openOwnFile } from './open-item-file.ts'

const RangeHeader = z.object({
  Range: z.string().optional().openapi({ description: 'One range of bytes.', example: 'bytes=0-1023' }),
})

export const fileOperations = [
  operation({
    method: 'post',
    path: '/files',
    id: 'addFile',
    summary: 'Add a file as a piece of evidence',
    description:
      'It is streamed, checked and encrypted as it arrives; its bytes say what it is. Its name becomes the title: change ' +
      'that, and say more of it, with `changeItem`.',
    tag: 'Portfolio',
    access: 'portfolio:write',
    headers: UploadHeaders,
    bytes: { mediaType: '*', description: 'The file itself.' },
    answer: { status: 201, description: 'The item that holds it.', schema: ItemSchema },
    refuses: [422],
    async handle({ app, actor, bytes, c }) {
      const name = uploadName(c.req.header('content-disposition'), 'file')
      const text = { title: '', language: ensurePerson(actor).language, texts: {} }
      return itemOf(await addEvidence(app, actor, text, { name, content: bytes }))
    },
  }),
  ...(['content', 'preview'] as const).map((part) =>
    operation({
      method: 'get',
      path: `/files/{id}/${part}`,
      id: part === 'content' ? 'getFile' : 'getFilePreview',
      summary: part === 'content' ? 'A file of your own' : 'A picture of your own, drawn for a page',
      tag: 'Portfolio',
      access: 'portfolio:read',
      params: IdParams,
      headers: RangeHeader,
      answer: { status: 200, description: 'The whole file.', mediaType: '*/*' },
      also: { 206: 'The range that was asked for.', 416: 'There is no such range.' },
      async handle({ app, actor, params, c }) {
        const variant = part === 'content' ? 'original' : 'preview'
        const file = await openOwnFile(app, actor, params.id, variant, c.req.header('range'))
        return c.newResponse(file.body, file.status, { ...file.headers })
      },
    }),
  ),
]
