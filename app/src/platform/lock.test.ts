import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { tryLock } from './lock.ts'
import { identityOf, isAlive, ownIdentity } from './process-identity.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vademecum-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function inProcess(script: string) {
  const at = (name: string) => JSON.stringify(fileURLToPath(new URL(name, import.meta.url)))
  const source = `import { lock, tryLock } from ${at('lock.ts')}
    const folder = ${JSON.stringify(folder)}
    ${script}`
  return spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}
const ended = (child: ReturnType<typeof inProcess>) => new Promise((resolve) => child.once('close', resolve))

describe('tryLock', () => {
  it('is held by one, who is named to the next, until released', () => {
    const first = tryLock(folder, 'serve', 'vademecum serve')
    expect(first.held).toBe(true)
    expect(tryLock(folder, 'serve', 'x')).toMatchObject({
      held: false,
      by: { pid: process.pid, purpose: 'vademecum serve' },
    })
    if (first.held) first.release()
    expect(tryLock(folder, 'serve', 'x').held).toBe(true)
  })

  it('is not held by a number that another process has by now', () => {
    writeFileSync(
      join(folder, 'serve.7'),
      JSON.stringify({ ...ownIdentity(), startedAt: 'earlier', purpose: 'x' }),
    )
    expect(tryLock(folder, 'serve', 'x').held).toBe(true)
    expect(readdirSync(folder)).toEqual(['serve.8'])
  })

  it('is not held by what a crash left half written', () => {
    writeFileSync(join(folder, 'serve.1'), '')
    expect(tryLock(folder, 'serve', 'x').held).toBe(true)
  })

  it('is held by a living process and free after kill -9', async () => {
    const child = inProcess(
      `tryLock(folder, 'serve', 'other'); console.log('held'); setInterval(() => {}, 1000)`,
    )
    await new Promise((resolve) => child.stdout.once('data', resolve))
    expect(tryLock(folder, 'serve', 'x')).toMatchObject({ held: false, by: { pid: child.pid } })
    child.kill('SIGKILL')
    await ended(child)
    expect(tryLock(folder, 'serve', 'x').held).toBe(true)
  })

  it('lets in one at a time, however many come, and though some are killed inside', async () => {
    const counter = join(folder, 'counter')
    writeFileSync(counter, '0')
    const add = `const { readFileSync, writeFileSync } = await import('node:fs')
      for (let turn = 0; turn < 40; turn++) {
        const held = await lock(folder, 'turn', 'count')
        const seen = Number(readFileSync(${JSON.stringify(counter)}, 'utf8'))
        await new Promise((resolve) => setTimeout(resolve, 1))
        writeFileSync(${JSON.stringify(counter)}, String(seen + 1))
        held.release()
      }`
    const kill = `await lock(folder, 'turn', 'die'); process.kill(process.pid, 'SIGKILL')`
    await Promise.all([add, add, kill, add, kill].map((script) => ended(inProcess(script))))
    expect(readFileSync(counter, 'utf8')).toBe('120')
  }, 30_000)
})

describe('process identity', () => {
  it('knows itself, and not a process that has ended', async () => {
    expect(isAlive(ownIdentity())).toBe(true)
    const child = inProcess('')
    const identity = identityOf(child.pid ?? 0)
    expect(identity && isAlive(identity)).toBe(true)
    await ended(child)
    expect(identity && isAlive(identity)).toBe(false)
  })
})
