// The import rule (`.dependency-cruiser.mjs`). A cruise that could not read TypeScript reports no modules and no
// violations, so what it saw is compared with what lies on disk.
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { cruise } from 'dependency-cruiser'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import config from '../../.dependency-cruiser.mjs'

const folders = ['app/src', 'app/client', 'packages'].filter((folder) => existsSync(folder))
const { forbidden, options } = config
const { output } = await cruise(
  folders,
  { ...options, ruleSet: { forbidden }, validate: true, outputType: undefined },
  {},
  { tsConfig: extractTSConfig(options.tsConfig.fileName) },
)

for (const { rule, from, to, cycle } of output.summary.violations) {
  const circle = cycle ? ` → ${cycle.map(({ name }) => name).join(' → ')}` : ''
  const why = forbidden.find(({ name }) => name === rule.name)?.comment
  console.log(`${rule.name}: ${from} → ${cycle ? circle.slice(3) : to}${why ? `\n  ${why}` : ''}`)
}

const seen = new Set(output.modules.map(({ source }) => source))
const files = (await Promise.all(folders.map(sourcesUnder))).flat()
const unseen = files.filter((file) => !seen.has(file))
for (const file of unseen) console.log(`not seen: ${file}`)
console.log(`${files.length - unseen.length} modules, ${output.summary.violations.length} forbidden imports`)
const sawAll = files.some((file) => file.startsWith('app/src/')) && unseen.length === 0
process.exitCode = sawAll && output.summary.violations.length === 0 ? 0 : 1

async function sourcesUnder(folder) {
  const entries = await readdir(folder, { recursive: true })
  return entries
    .filter((name) => /\.tsx?$/.test(name) && !/(^|\/)(node_modules|dist)\//.test(name))
    .map((name) => `${folder}/${name}`)
}
