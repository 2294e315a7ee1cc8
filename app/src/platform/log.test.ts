import { expect, it } from 'vitest'
import { createLog } from './log.ts'

function logged(act: (log: ReturnType<typeof createLog>) => void): string {
  let text = ''
  act(createLog('info', { write: (line) => (text += line) }))
  return text
}

it('never writes what is private, wherever it stands', () => {
  const text = logged((log) =>
    log.info(
      {
        email: 'amina@demo.example',
        request: { headers: { cookie: 'session=1', authorization: 'Bearer 2' } },
        person: { name: 'Amina', uln: '1000000000' },
      },
      'signed in',
    ),
  )
  for (const secret of ['amina@', 'session=1', 'Bearer', 'Amina', '1000000000'])
    expect(text).not.toContain(secret)
  expect(JSON.parse(text)).toMatchObject({ level: 'info', msg: 'signed in' })
})

it('writes where an error came from, not the row that it quotes', () => {
  const error = Object.assign(new Error('duplicate key', { cause: new Error('why') }), {
    code: '23505',
    detail: 'Key (address)=(amina@demo.example) already exists.',
  })
  const text = logged((log) => log.error({ error }, 'failed'))
  expect(text).not.toContain('amina@')
  expect(JSON.parse(text).error).toMatchObject({
    code: '23505',
    message: 'duplicate key',
    cause: { message: 'why' },
  })
})
