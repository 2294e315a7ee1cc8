import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { claimDataFolder } from '../platform/data-folder.ts'
import { embeddedPostgresRuns } from '../platform/embedded-postgres/start.ts'
import { masterKey } from '../platform/keys.ts'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vademecum-commands-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

interface Outcome {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** The command as an operator types it, on a data folder of its own with the embedded database. */
function run(words: readonly string[], settings: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  const { PATH = '', HOME = '' } = process.env
  const env = { PATH, HOME, PORT: '4799', VADEMECUM_DATA: join(folder, 'data'), ...settings }
  return new Promise((resolve) => {
    const node = ['--conditions=source', '--import', 'tsx', main, ...words]
    execFile(process.execPath, node, { env }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err })
    })
  })
}

describe('the command line', () => {
  it('answers a wrong call with 64 and says how, without touching anything', async () => {
    expect(await run(['backup'])).toMatchObject({ code: 64, err: expect.stringContaining("'dir'") })
    expect(await run(['backup', 'x', '--frob'])).toMatchObject({ code: 64 })
    expect(await run(['migrate'], { PORT: 'x', LOG_LEVEL: 'y' })).toMatchObject({
      code: 64,
      err: expect.stringMatching(/PORT.*\n.*LOG_LEVEL/),
    })
    expect(await run(['backup', '--help'])).toMatchObject({ code: 0, out: expect.stringContaining('Usage') })
  })

  it('migrates, backs up and restores, and leaves no database behind', async () => {
    const migrated = await run(['migrate', '--json'])
    expect(JSON.parse(migrated.out).applied).toContain('0001-tables')
    writeFileSync(join(folder, 'data', 'master.key'), Buffer.alloc(32, 3).toString('base64'), { mode: 0o600 })

    const made = await run(['backup', join(folder, 'backup'), '--json'])
    expect(made).toMatchObject({ code: 0, err: expect.stringContaining('master key is not in the backup') })
    const { digest } = JSON.parse(made.out)

    const restored = await run(['restore', join(folder, 'backup'), '--json'], {
      VADEMECUM_DATA: join(folder, 'restored'),
    })
    expect(restored).toMatchObject({ code: 0, err: expect.stringContaining('put master key') })
    expect(JSON.parse(restored.out).digest).toBe(digest)
    expect(readFileSync(join(folder, 'restored', 'master-key.id'), 'utf8').trim()).toBe(
      masterKey(Buffer.alloc(32, 3)).id,
    )
    expect(embeddedPostgresRuns(join(folder, 'data'))).toBe(false)
    expect(embeddedPostgresRuns(join(folder, 'restored'))).toBe(false)
  })

  it('restores neither under another key nor what cannot be read, nor beside a server', async () => {
    const keyFile = join(folder, 'other.key')
    writeFileSync(keyFile, Buffer.alloc(32, 4).toString('base64'))
    const settings = { VADEMECUM_DATA: join(folder, 'third'), VADEMECUM_MASTER_KEY_FILE: keyFile }
    expect(await run(['restore', join(folder, 'backup')], settings)).toMatchObject({
      code: 1,
      err: expect.stringContaining('needs master key'),
    })
    expect(await run(['restore', join(folder, 'nothing')])).toMatchObject({ code: 66 })
    const claim = claimDataFolder(join(folder, 'fourth'), 'vademecum serve')
    expect(
      await run(['restore', join(folder, 'backup')], { VADEMECUM_DATA: join(folder, 'fourth') }),
    ).toMatchObject({ code: 1, err: expect.stringContaining(`process ${process.pid}`) })
    claim.release()
  })
})

describe('doctor', () => {
  it('finds nothing wrong in a fresh folder', async () => {
    const { code, out } = await run(['doctor', '--json'])
    expect(code).toBe(0)
    const { healthy, checks } = JSON.parse(out) as {
      healthy: boolean
      checks: Array<{ name: string; state: string }>
    }
    expect(healthy).toBe(true)
    expect(checks.map(({ name }) => name)).toEqual([
      'node',
      'settings',
      'data folder',
      'database',
      'database role',
      'migrations',
      'master key',
      'files',
      'mail',
      'public address',
    ])
  })

  it('says what is wrong, all of it', async () => {
    const unreachable = {
      DATABASE_URL: 'postgres://a:hunter2@127.0.0.1:4798/b',
      SMTP_URL: 'smtp://127.0.0.1:4797',
    }
    const { code, out } = await run(['doctor'], unreachable)
    expect(code).toBe(1)
    expect(out).toMatch(/WRONG +database .*ECONNREFUSED/)
    expect(out).toMatch(/WRONG +mail .*ECONNREFUSED/)
    expect(out).toContain('2 things are wrong')
    expect(out).not.toContain('hunter2')
    expect(await run(['doctor'], { PORT: 'x' })).toMatchObject({
      code: 1,
      out: expect.stringContaining('PORT'),
    })
  })
})
