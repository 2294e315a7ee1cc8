import { buffer } from 'node:stream/consumers'
import { ensurePerson } from '../../access/powers.ts'
import { AppError, type FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import { asItCame } from '../../portfolio/file/as-it-came.ts'
import { disposition, safeFileName } from '../../portfolio/file/file-name.ts'
import { fileSize } from '../../portfolio/file-size.ts'
import type { AppContext } from '../../ui/context.ts'
import { frameOf, html, idParam, readMultipart, seeOther } from '../../ui/request.ts'
import { holdCredential, largestCredential } from './hold-credential.ts'
import { listCredentials, openCredential, recheckCredential } from './load-credential.ts'
import { removeCredential, removedCredential, restoreCredential } from './remove-credential.ts'
import { RemovedCredentialPage, WalletCredentialPage, WalletPage } from './views/wallet-pages.tsx'

export function showWallet(c: AppContext): Promise<Response> {
  return walletPage(c)
}

async function walletPage(
  c: AppContext,
  {
    text,
    problems,
    status = 422,
  }: { text?: string; problems?: readonly FieldProblem[]; status?: 422 | 413 } = {},
): Promise<Response> {
  const credentials = await listCredentials(c.var.app, c.var.actor)
  const page = (
    <WalletPage
      frame={frameOf(c)}
      credentials={credentials}
      {...(text ? { text } : {})}
      {...(problems ? { problems } : {})}
    />
  )
  return html(c, page, problems ? status : 200)
}

export async function postCredential(c: AppContext): Promise<Response> {
  const { app, actor, t } = c.var
  ensurePerson(actor)
  let text = ''
  try {
    const { fields, files } = await readMultipart(c, { limit: largestCredential, onFile: buffer })
    text = fields['text'] ?? ''
    const [file = Buffer.from(text.trim())] = files
    if (file.length === 0) {
      return walletPage(c, { problems: [{ field: 'file', key: 'credentials.nothingGiven' }] })
    }
    const id = await holdCredential(app, actor, file)
    return seeOther(c, paths.walletCredential(id), 'credentials.walletHeld')
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'invalid' && error.problems.length > 0) {
      return walletPage(c, { text, problems: error.problems })
    }
    if (error.code !== 'too_large') throw error
    const most = fileSize(t.language, Number(error.values['limit']))
    const key = error.key === 'portfolio.quotaUsedUp' ? error.key : 'portfolio.fileTooLarge'
    return walletPage(c, { text, problems: [{ field: 'file', key, values: { most } }], status: 413 })
  }
}

export async function showCredential(c: AppContext): Promise<Response> {
  const { app, actor } = c.var
  const shown = await recheckCredential(app, actor, idParam(c))
  return html(c, <WalletCredentialPage frame={frameOf(c)} {...shown} />)
}

const endings: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/svg+xml': 'svg',
  'application/vc': 'json',
  'application/vc+jwt': 'jwt',
}

/** Never shown in our own place: whoever made it may have put a script into it. */
export async function takeFile(c: AppContext): Promise<Response> {
  const { credential, bytes } = await openCredential(c.var.app, c.var.actor, idParam(c))
  const name = safeFileName(credential.title.replaceAll('.', ' '), endings[credential.mediaType] ?? 'bin')
  return c.body(new Uint8Array(bytes), 200, {
    'content-type': credential.mediaType,
    'content-disposition': disposition('attachment', name),
    ...asItCame,
  })
}

export async function postRemoval(c: AppContext): Promise<Response> {
  const id = idParam(c)
  await removeCredential(c.var.app, c.var.actor, id)
  return seeOther(c, paths.walletRemoval(id))
}

export async function showRemoved(c: AppContext): Promise<Response> {
  const credential = await removedCredential(c.var.app, c.var.actor, idParam(c))
  return html(c, <RemovedCredentialPage frame={frameOf(c)} credential={credential} />)
}

export async function postRestoration(c: AppContext): Promise<Response> {
  const id = idParam(c)
  await restoreCredential(c.var.app, c.var.actor, id)
  return seeOther(c, paths.walletCredential(id), 'credentials.walletRestored')
}
