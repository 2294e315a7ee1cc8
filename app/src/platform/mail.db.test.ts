import { createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, it } from 'vitest'
import { createTestDatabase } from '../../test/support/database.ts'
import { openDb } from './db.ts'
import { openMail } from './mail.ts'

const database = await createTestDatabase()
const db = openDb(database.applicationUrl)
afterAll(() => db.close())
const message = { to: 'amina@demo.example', subject: 'Croeso', text: 'Helo', language: 'cy' } as const

it('keeps mail where there is no mail server', async () => {
  await openMail({ smtpUrl: undefined, mailFrom: 'a@b.example' }, db).send(message)
  const { rows } = await db.pool.query('select recipient, subject, body from kept_mail')
  expect(rows).toEqual([{ recipient: 'amina@demo.example', subject: 'Croeso', body: 'Helo' }])
})

it('hands mail to the mail server, in its language', async () => {
  let received = ''
  const server = createServer((socket) => talk(socket, (text) => (received += text)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const smtpUrl = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`
  await openMail({ smtpUrl, mailFrom: 'Vademecum <no-reply@demo.example>' }, db).send(message)
  server.close()
  expect(received).toContain('RCPT TO:<amina@demo.example>')
  expect(received).toMatch(/Content-Language: cy/i)
  expect(received).toContain('Subject: Croeso')
})

/** As little SMTP as a client needs. */
function talk(socket: Socket, heard: (text: string) => void): void {
  let inBody = false
  socket.write('220 here\r\n')
  socket.on('data', (data) => {
    const text = data.toString()
    heard(text)
    if (inBody) {
      if (!text.endsWith('\r\n.\r\n')) return
      inBody = false
      socket.write('250 kept\r\n')
    } else if (text.startsWith('DATA')) {
      inBody = true
      socket.write('354 go on\r\n')
    } else {
      socket.write(text.startsWith('QUIT') ? '221 bye\r\n' : '250 fine\r\n')
    }
  })
}
