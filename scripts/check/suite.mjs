import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
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
    failures: report.testResults.flatMap(failuresOf),
  }
  if (counts.passed + counts.failed === 0) console.error('No test ran.')
  else if (passed || counts.failed > 0) return counts
  return { ...counts, failed: 1 }
}

/** Each failed test with the first line of why, so that the end of a long run says it again. */
function failuresOf({ name, status, message, assertionResults }) {
  const file = relative(process.cwd(), name)
  const tests = assertionResults.filter((test) => test.status === 'failed')
  if (status === 'failed' && tests.length === 0) return [`${file}: ${firstLine(message)}`]
  return tests.map((test) => `${file} > ${test.fullName}: ${firstLine(test.failureMessages[0])}`)
}

const firstLine = (text = '') => text.split('\n', 1)[0]
