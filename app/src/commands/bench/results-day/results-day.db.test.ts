import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import type { ResultsDay } from './results-day.ts'

const program = fileURLToPath(new URL('../../../../bin/vademecum.js', import.meta.url))

/** No figure of time is held to anything: this may run beside everything else. */
test('a hundredth of a country has its results day: everything loads, nothing shows early, everybody sees it', {
  timeout: 300_000,
}, async () => {
  const { PATH = '', HOME = '' } = process.env
  const words = ['bench', 'results-day', '--scale', '0.01', '--json']
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...words], { env: { PATH, HOME } })
  const day = JSON.parse(stdout) as ResultsDay

  expect(day.rowsPerSecond).toBeGreaterThan(0)
  expect(day.nation).toMatchObject({ learners: 7_000, results: 60_000, files: 5 })
  expect(day.earlier).toMatchObject({ years: 9, batches: 2_000, results: 3 * day.nation.readers })
  const { added, held, refused, rows, byDemographics } = day.load
  expect(added + held + refused).toBe(60_000)
  expect(rows).toBe(60_000)
  expect(byDemographics / rows).toBeCloseTo(0.02, 2)
  expect(refused / rows).toBeCloseTo(0.005, 2)
  expect(held).toBeGreaterThan(0)
  expect(Object.values(day.load.phases).every((seconds) => seconds >= 0)).toBe(true)
  expect(day.naive.rows).toBe(50)
  expect(day.naive.ratio).toBeGreaterThan(0)
  expect(day.size.bytesEach).toBeGreaterThan(0)
  expect(day.size.parts.map(({ name }) => name)).toContain('learning_event_2026')
  const { atRelease, whileLoading, page, pageAgain, api } = day.reads
  expect(atRelease.before).toBeGreaterThan(0)
  expect(atRelease.after).toBeGreaterThan(0)
  for (const figures of [atRelease, whileLoading, page, pageAgain, api]) {
    expect(figures.requestsPerSecond).toBeGreaterThan(0)
    expect(figures.p99).toBeGreaterThanOrEqual(figures.p50)
  }
})
