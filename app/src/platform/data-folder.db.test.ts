import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { attachDatabase, claimDataFolder, keepDatabaseRunning } from './data-folder.ts'
import { embeddedPostgresRuns, stopEmbeddedPostgres } from './embedded-postgres/start.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vademecum-folder-'))
})
afterEach(async () => {
  await stopEmbeddedPostgres(folder)
  rmSync(folder, { recursive: true })
})

/** Another process that does this and then waits to be ended. */
async function elsewhere(script: string) {
  const source = `import { attachDatabase, claimDataFolder } from
      ${JSON.stringify(fileURLToPath(new URL('data-folder.ts', import.meta.url)))}
    const folder = ${JSON.stringify(folder)}
    ${script}
    console.log('ready')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise((resolve) => child.stdout.once('data', resolve))
  const ended = new Promise((resolve) => child.once('close', resolve))
  return { pid: child.pid, kill: () => (child.kill('SIGKILL'), ended) }
}

describe('the claim of a data folder', () => {
  it('tells the second who holds it, and ends with a kill -9 of the first', async () => {
    const first = await elsewhere(`claimDataFolder(folder, 'vademecum serve')`)
    expect(() => claimDataFolder(folder, 'vademecum serve')).toThrow(
      `\`vademecum serve\`, process ${first.pid}`,
    )
    await first.kill()
    claimDataFolder(folder, 'vademecum serve').release()
    claimDataFolder(folder, 'vademecum restore').release()
  })
})

describe('attaching to the database', () => {
  it('starts it for the first and stops it after the last', async () => {
    const first = await attachDatabase(folder)
    const second = await attachDatabase(folder)
    expect(second.ownerUrl).toBe(first.ownerUrl)
    await first.leave()
    expect(embeddedPostgresRuns(folder)).toBe(true)
    await second.leave()
    expect(embeddedPostgresRuns(folder)).toBe(false)
  })

  it('lets many come and go at once', async () => {
    const visit = async () => {
      const attached = await attachDatabase(folder)
      await sleep(Math.random() * 30)
      await attached.leave()
    }
    await Promise.all(Array.from({ length: 8 }, visit))
    expect(embeddedPostgresRuns(folder)).toBe(false)
  })

  it('does not count one that was killed, whose database goes on until the next leaves', async () => {
    const other = await elsewhere('await attachDatabase(folder)')
    await other.kill()
    expect(embeddedPostgresRuns(folder)).toBe(true)
    await (await attachDatabase(folder)).leave()
    expect(embeddedPostgresRuns(folder)).toBe(false)
    expect(readdirSync(join(folder, 'attached'))).toEqual([])
  })

  it('goes on for another process that is attached', async () => {
    const other = await elsewhere('await attachDatabase(folder)')
    await (await attachDatabase(folder)).leave()
    expect(embeddedPostgresRuns(folder)).toBe(true)
    await other.kill()
  })

  it('brings a database back that is killed under a server', async () => {
    const attached = await attachDatabase(folder)
    const said: string[] = []
    const keeper = keepDatabaseRunning(folder, (message) => said.push(message))
    process.kill(
      Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]),
      'SIGKILL',
    )
    await expect.poll(() => said, { timeout: 10_000 }).toHaveLength(1)
    expect(embeddedPostgresRuns(folder)).toBe(true)
    await keeper.stop()
    await attached.leave()
  })
})
