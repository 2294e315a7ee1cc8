import { AppError, notFound } from '../errors.ts'
import { isId } from '../platform/id.ts'
import type { AppContext } from '../ui/context.ts'
import { frameOf, html, readMultipart } from '../ui/request.ts'
import { checkDocument } from './check.ts'
import { listTtl, signedStatusList } from './status-lists.ts'
import { trustState } from './trust-state.ts'
import { verifyLimit, verifyRate } from './verify-limits.ts'
import { VerifyPage } from './views/verify-page.tsx'

/** The DID document of an organisation: public, and what every verifier in the world reads its keys from. */
export async function issuerDocument(c: AppContext): Promise<Response> {
  const id = c.req.param('id')
  const state = await trustState(c.var.app, 'now')
  const issuer = [...state.issuers.values()].find(({ organisationId }) => organisationId === id)
  if (!issuer) notFound('issuer')
  return c.body(JSON.stringify(issuer.document), 200, {
    'Content-Type': 'application/did+json',
    'Cache-Control': 'public, max-age=300',
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  })
}

/** A status list: the same for everybody, so that nobody learns whose credential is being checked. */
export async function statusList(c: AppContext): Promise<Response> {
  const id = c.req.param('id')
  const list = id !== undefined && isId(id) ? await signedStatusList(c.var.app, id) : undefined
  if (!list) notFound('status list')
  const headers = {
    ETag: list.etag,
    'Cache-Control': `public, max-age=${listTtl / 1000}`,
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  }
  if (c.req.header('if-none-match') === list.etag) return c.body(null, 304, headers)
  return c.body(list.text, 200, { ...headers, 'Content-Type': 'application/vc' })
}

export function verifyPage(c: AppContext): Response {
  return html(c, <VerifyPage frame={frameOf(c)} />)
}

/** Checks a file or pasted text and forgets it. */
export async function verifyFile(c: AppContext): Promise<Response> {
  const { app, network } = c.var
  await app.limit.take(verifyRate, network)
  const { fields, files } = await readMultipart(c, {
    limit: verifyLimit,
    onFile: async (stream) => {
      const chunks: Buffer[] = []
      for await (const chunk of stream) chunks.push(chunk as Buffer)
      return Buffer.concat(chunks).toString('utf8')
    },
  })
  const pasted = fields['text'] ?? ''
  const text = files.find((file) => file.trim() !== '') ?? pasted
  const again = (key: string, status: 422) =>
    html(c, <VerifyPage frame={frameOf(c)} text={pasted} problems={[{ field: 'file', key }]} />, status)
  if (text.trim() === '') return again('credentials.nothingGiven', 422)
  if (text.length > verifyLimit) throw new AppError('too_large', { values: { limit: verifyLimit } })
  const checked = await checkDocument(app, text)
  if (checked.kind === 'unrecognised') return again('credentials.unrecognised', 422)
  return html(c, <VerifyPage frame={frameOf(c)} checked={checked} />)
}
