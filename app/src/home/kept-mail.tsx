import { notFound } from '../errors.ts'
import type { AppContext } from '../ui/context.ts'
import { Layout } from '../ui/layout/layout.tsx'
import { frameOf, html } from '../ui/request.ts'
import { EmptyState } from '../ui/text/notice.tsx'
import { PageTitle } from '../ui/text/text.tsx'
import { MomentText } from '../ui/time.tsx'
import { isThisMachine } from './this-machine.ts'

interface KeptMail {
  recipient: string
  subject: string
  body: string
  sent_at: Date
}

/**
 * Development and demonstration only: the mail that would have left. It holds links that open accounts, so only whoever
 * sits at this machine reads it.
 */
export async function showKeptMail(c: AppContext): Promise<Response> {
  const { app } = c.var
  if (app.config.production || app.config.smtpUrl) notFound('kept mail')
  if (app.config.keptMail !== 'anyone' && !isThisMachine(c)) notFound('kept mail')
  const mails = await app.db.read({}, (tx) =>
    tx.named<KeptMail & { [column: string]: unknown }>(
      'kept mail',
      'select recipient, subject, body, sent_at from kept_mail order by mail_id desc limit 50',
      [],
    ),
  )
  const frame = frameOf(c)
  const { t } = frame
  return html(
    c,
    <Layout frame={frame} title={t('home.mailTitle')} noindex>
      <PageTitle lede={t('home.mailLede')}>{t('home.mailTitle')}</PageTitle>
      {mails.length === 0 && <EmptyState title={t('home.mailNone')}>{t('home.mailNoneYet')}</EmptyState>}
      {mails.map((mail) => (
        <article class="kept-mail">
          <h2>{mail.subject}</h2>
          <p>
            {t('home.mailTo', { recipient: mail.recipient })} · <MomentText t={t} value={mail.sent_at} />
          </p>
          <p class="kept-mail__body">{linked(mail.body)}</p>
        </article>
      ))}
    </Layout>,
  )
}

/** The body's own addresses as links, its lines as lines. */
function linked(body: string) {
  return body.split('\n').map((line) => (
    <>
      {line
        .split(/(https?:\/\/\S+)/)
        .map((part) => (/^https?:\/\//.test(part) ? <a href={part}>{part}</a> : part))}
      <br />
    </>
  ))
}
