import nodemailer from 'nodemailer'
import type { Language } from '../words.ts'
import type { Config } from './config.ts'
import type { Db } from './db.ts'
import { newId } from './id.ts'

export interface MailMessage {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html?: string
  readonly language: Language
}

/** Called by jobs, never within a request: mail servers are slow. */
export interface Mail {
  send(message: MailMessage): Promise<void>
}

/** Mail leaves by `SMTP_URL`; in development without one it is kept, to be read on a page. */
export function openMail(config: Pick<Config, 'smtpUrl' | 'mailFrom'>, db: Db): Mail {
  return config.smtpUrl ? smtpMail(config.smtpUrl, config.mailFrom) : keptMail(db)
}

function smtpMail(url: string, from: string): Mail {
  const transport = nodemailer.createTransport(url)
  return {
    async send({ to, subject, text, html, language }) {
      const headers = { 'Content-Language': language, 'Auto-Submitted': 'auto-generated' }
      await transport.sendMail({ from, to, subject, text, headers, ...(html !== undefined && { html }) })
    },
  }
}

function keptMail(db: Db): Mail {
  return {
    async send({ to, subject, text }) {
      await db.write({}, ({ connection }) =>
        connection.query(
          'insert into kept_mail (mail_id, sent_at, recipient, subject, body) values ($1, $2, $3, $4, $5)',
          [newId(), new Date(), to, subject, text],
        ),
      )
    },
  }
}
