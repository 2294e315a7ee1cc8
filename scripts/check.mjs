// `npm test`: everything that must hold, in the order in which it is quickest to learn that something does not.
// Every stage runs whatever happened before it. The last line of the output is the total over all of them.
import { parseArgs } from 'node:util'
import { stages } from './check/stages.mjs'
import { total, totalLine } from './check/totals.mjs'

const { values } = parseArgs({ options: { only: { type: 'string' } } })
const wanted = values.only?.split(',').map((name) => name.trim())
const unknown = wanted?.filter((name) => !stages.some((stage) => stage.name === name)) ?? []
if (unknown.length > 0) {
  console.error(`No stage ${unknown.join(', ')}: there are ${stages.map(({ name }) => name).join(', ')}.`)
  process.exit(64)
}

const results = []
for (const { name, about, run } of stages) {
  if (wanted && !wanted.includes(name)) continue
  console.log(`\n━━ ${name}: ${about}`)
  const start = performance.now()
  // A stage that could not run at all has failed.
  const counts = await run().catch((error) => {
    console.error(error)
    return { passed: 0, failed: 1, skipped: 0 }
  })
  results.push({ name, counts, seconds: (performance.now() - start) / 1000 })
}

console.log('\n━━ summary')
for (const { name, counts, seconds } of results) {
  const mark = counts.failed > 0 ? '✗' : '✓'
  console.log(`${mark} ${name.padEnd(10)} ${seconds.toFixed(1).padStart(6)} s   ${totalLine(counts)}`)
  for (const failure of counts.failures ?? []) console.log(`  ✗ ${failure}`)
}
const sum = total(results.map(({ counts }) => counts))
process.exitCode = sum.failed > 0 ? 1 : 0
console.log(`\n${totalLine(sum)}`)
