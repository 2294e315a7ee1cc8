import nodemailer from 'nodemailer'
import type { Config } from '../config.ts'
import type { Check } from './examine.ts'

const patience = 5000

export async function checkMail({ smtpUrl, mailFrom }: Config): Promise<Check> {
  const name = 'mail'
  if (!smtpUrl) return { name, state: 'ok', says: 'no SMTP_URL: mail is kept and shown on a page' }
  const url = new URL(smtpUrl)
  for (const limit of ['connectionTimeout', 'greetingTimeout', 'socketTimeout']) {
    url.searchParams.set(limit, String(patience))
  }
  const transport = nodemailer.createTransport(url.href)
  try {
    await transport.verify()
    return { name, state: 'ok', says: `${url.hostname} answers, sender ${mailFrom}` }
  } catch (error) {
    return { name, state: 'wrong', says: `${url.hostname}: ${(error as Error).message}` }
  } finally {
    transport.close()
  }
}

/** Only asks the address itself, which need not be reachable from here, nor the server be running. */
export async function checkPublicUrl({ publicUrl }: Config): Promise<Check> {
  const name = 'public address'
  try {
    const response = await fetch(`${publicUrl}/healthz`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(patience),
    })
    if (response.ok) return { name, state: 'ok', says: `${publicUrl} answers` }
    return {
      name,
      state: 'warning',
      says: `${publicUrl}/healthz answers ${response.status}: is it this server?`,
    }
  } catch {
    return { name, state: 'warning', says: `${publicUrl} does not answer from here: is the server running?` }
  }
}

/** The origin of files says of itself that nothing runs there; anything else at that address is another server. */
export async function checkFilesUrl({ filesUrl }: Config): Promise<Check[]> {
  if (!filesUrl) return []
  const name = 'address of files'
  try {
    const response = await fetch(filesUrl, { redirect: 'manual', signal: AbortSignal.timeout(patience) })
    const policy = response.headers.get('content-security-policy')
    if (response.status === 404 && policy?.startsWith('sandbox')) {
      return [{ name, state: 'ok', says: `${filesUrl} answers` }]
    }
    const says = `${filesUrl} answers ${response.status}, not as the origin of files: does the proxy pass Host on?`
    return [{ name, state: 'warning', says }]
  } catch {
    const says = `${filesUrl} does not answer from here: is the server running?`
    return [{ name, state: 'warning', says }]
  }
}
