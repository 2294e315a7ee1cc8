import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vademecum-config-'))
  writeFileSync(join(folder, 'master.key'), 'x')
})
afterAll(() => rmSync(folder, { recursive: true }))

const production = () => ({
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://record.example',
  DATABASE_URL: 'postgres://app@db.example/vademecum',
  DATABASE_MIGRATION_URL: 'postgres://owner@db.example/vademecum',
  SMTP_URL: 'smtps://user:secret@mail.example:465',
  VADEMECUM_MASTER_KEY_FILE: join(folder, 'master.key'),
  VADEMECUM_DATA: join(folder, 'data'),
})

function settingsRefused(environment: NodeJS.ProcessEnv): string[] {
  try {
    readConfig(environment)
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.problems.map(({ setting }) => setting)
  }
}

describe('readConfig', () => {
  it('needs nothing in development', () => {
    expect(readConfig({})).toMatchObject({
      production: false,
      host: '127.0.0.1',
      port: 3000,
      publicUrl: 'http://localhost:3000',
      filesUrl: undefined,
      database: { kind: 'embedded' },
      metricsPort: undefined,
      noticesPerMinute: 3000,
    })
  })

  it('believes no proxy but those that it is told of', () => {
    expect(readConfig({}).trustedProxies).toEqual({ kind: 'count', count: 0 })
    expect(readConfig({ TRUSTED_PROXIES: '2' }).trustedProxies).toEqual({ kind: 'count', count: 2 })
    expect(readConfig({ TRUSTED_PROXIES: '10.0.0.0/8, ::1' }).trustedProxies.kind).toBe('addresses')
  })

  it('lets the public address follow the port', () => {
    expect(readConfig({ PORT: '4711' }).publicUrl).toBe('http://localhost:4711')
  })

  it('counts an empty setting as not set', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '' })).toMatchObject({
      port: 3000,
      database: { kind: 'embedded' },
    })
  })

  it('uses one database role for both where only one is given', () => {
    const url = 'postgres://me@localhost/db'
    expect(readConfig({ DATABASE_URL: url }).database).toEqual({
      kind: 'server',
      applicationUrl: url,
      ownerUrl: url,
    })
  })

  it('names all mistakes at once, also those between settings', () => {
    expect(
      settingsRefused({
        PORT: 'x',
        PUBLIC_URL: 'https://a.example/path',
        LOG_LEVEL: 'loud',
        METRICS_PORT: '3000',
      }),
    ).toEqual(['PORT', 'PUBLIC_URL', 'LOG_LEVEL', 'METRICS_PORT'])
  })

  it('keeps secrets out of its message', () => {
    const given = { SMTP_URL: 'user:hunter2@mail', DATABASE_URL: 'mysql://a:hunter2@b' }
    expect(settingsRefused(given)).toEqual(['DATABASE_URL', 'SMTP_URL'])
    expect(() => readConfig(given)).not.toThrow(/hunter2/)
  })

  it('accepts a whole production configuration', () => {
    expect(readConfig(production())).toMatchObject({ production: true, publicUrl: 'https://record.example' })
  })

  it.each([
    ['DATABASE_URL', undefined],
    ['SMTP_URL', undefined],
    ['VADEMECUM_MASTER_KEY_FILE', undefined],
    ['PUBLIC_URL', 'http://record.example'],
    ['FILES_URL', 'https://record.example'],
    ['FILES_URL', 'https://record.example:8443'],
    ['FILES_URL', 'http://files.example'],
    ['TRUSTED_PROXIES', 'nginx'],
    ['VADEMECUM_VC_API', '1'],
  ])('refuses production with %s as %s', (setting, value) => {
    expect(settingsRefused({ ...production(), [setting]: value })).toContain(setting)
  })

  it('refuses a master key in the data folder, also behind a symbolic link', () => {
    expect(settingsRefused({ ...production(), VADEMECUM_DATA: folder })).toEqual([
      'VADEMECUM_MASTER_KEY_FILE',
    ])
    const link = join(folder, 'link')
    symlinkSync(folder, link)
    expect(settingsRefused({ ...production(), VADEMECUM_DATA: link })).toEqual(['VADEMECUM_MASTER_KEY_FILE'])
  })
})
