import { run } from './run.mjs'
import { suite } from './suite.mjs'

const minutes = 60_000
const bin = (path) => `node_modules/${path}`

/** A tool that says yes or no counts as one test. */
const tool = (name, about, ...command) => ({
  name,
  about,
  run: async () => {
    const passed = await run(command, { timeLimit: 3 * minutes })
    return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 }
  },
})

export const stages = [
  tool('format', 'biome', bin('@biomejs/biome/bin/biome'), 'format', '.'),
  tool('lint', 'oxlint with types and jsx-a11y', bin('oxlint/bin/oxlint'), '--deny-warnings'),
  tool('imports', 'which way they point', 'scripts/check/imports.mjs'),
  tool('types', 'tsc', bin('typescript/bin/tsc'), '--project', '.', '--noEmit'),
  tool('unused', 'knip', bin('knip/bin/knip.js')),
  suite('unit', 'pure rules', { timeLimit: 2 * minutes }),
  suite('behaviour', 'through HTTP, on a real database', { timeLimit: 15 * minutes }),
  suite('journeys', 'in a browser, with axe', { timeLimit: 15 * minutes }),
  tool('packaging', 'each library as it would be published', 'scripts/check/packaging.mjs'),
]
