import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './run.mjs'

/** One project of `vitest.config.ts` and those named after it, counted test by test. */
export const suite = (name, about, { timeLimit }) => ({
  name,
  about,
  run: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vademecum-check-'))
    try {
      const report = join(folder, 'report.json')
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
      const passed = await run(
        ['node_modules/vitest/vitest.mjs', 'run', '--project', `${name}*`, ...reporters],
        {
          timeLimit,
          env: { NODE_ENV: 'test' },
        },
      )
      const text = await readFile(report, 'utf8').catch(() => undefined)
      if (text) return counted(JSON.parse(text), passed)
      console.error('The tests could not run to their end.')
      return { passed: 0, failed: 1, skipped: 0 }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
})

/** A file that does not even load holds no tests, and an error outside of a test belongs to none: both count. */
function counted(report, passed) {
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  ).length
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded,
    skipped: report.numPendingTests + report.numTodoTests,
  }
  if (counts.passed + counts.failed === 0) console.error('No test ran.')
  else if (passed || counts.failed > 0) return counts
  return { ...counts, failed: 1 }
}
