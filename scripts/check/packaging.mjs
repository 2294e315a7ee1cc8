// Each library as it would be published: compiled, packed, and imported by its exports, beside its npm
// dependencies but without our sources.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'

const readJson = async (path) => JSON.parse(await readFile(path, 'utf8'))

// Below node_modules, so that npm dependencies are found from there as from an installed package.
await mkdir('node_modules/.cache', { recursive: true })
const stage = await mkdtemp(resolve('node_modules/.cache/packaging-'))
let problems = 0

try {
  const packages = []
  for (const folder of await readdir('packages')) {
    packages.push({
      folder: join('packages', folder),
      about: await readJson(join('packages', folder, 'package.json')),
    })
  }
  if (packages.length === 0) problem('packages', 'there are none')
  for (const one of inOrder(packages)) await publish(one)
} finally {
  await rm(stage, { recursive: true, force: true })
}
process.exitCode = problems > 0 ? 1 : 0

async function publish({ folder, about }) {
  const target = join(stage, 'node_modules', about.name)
  await mkdir(target, { recursive: true })
  // Compiled from a copy, beside the libraries that are built already: it finds those and none of our sources.
  const copy = join(stage, folder)
  await cp(folder, copy, { recursive: true, filter: (path) => !/node_modules|dist$|\.test\.ts$/.test(path) })
  const config = join(copy, 'tsconfig.json')
  await writeFile(config, JSON.stringify(compilation(target)))
  try {
    execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '--project', config], {
      stdio: 'inherit',
    })
  } catch {
    return problem(about.name, 'does not compile for publication')
  }
  for (const name of ['package.json', 'README.md', 'LICENSE']) {
    if (existsSync(join(folder, name))) await cp(join(folder, name), join(target, name))
  }
  const packed = execFileSync('npm', ['pack', '--dry-run', '--json', '--loglevel=error'], {
    cwd: target,
    encoding: 'utf8',
  })
  const files = JSON.parse(packed)[0].files.map(({ path }) => path)
  if (!files.includes('README.md')) problem(about.name, 'has no README.md')
  for (const file of files) if (/\.test\.|^src\//.test(file)) problem(about.name, `would publish ${file}`)

  const exported = Object.entries(about.exports)
  for (const [path, { types, default: file }] of exported) {
    for (const each of [types, file]) {
      if (!files.includes(each?.replace('./', '')))
        problem(about.name, `exports ${path} as ${each}, which is not packed`)
    }
    const name = path.replace('.', about.name)
    try {
      const script = `import(${JSON.stringify(name)}).then((all) => console.log(Object.keys(all).length))`
      const count = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
        cwd: stage,
        encoding: 'utf8',
      })
      if (Number(count) === 0) problem(about.name, `${name} exports nothing`)
    } catch {
      problem(about.name, `${name} cannot be imported`)
    }
  }
  console.log(`${about.name}: ${files.length} files, ${exported.length} exports`)
}

function compilation(target) {
  return {
    extends: resolve('tsconfig.json'),
    compilerOptions: {
      noEmit: false,
      incremental: false,
      tsBuildInfoFile: null,
      declaration: true,
      rewriteRelativeImportExtensions: true,
      rootDir: 'src',
      outDir: join(target, 'dist'),
      // What others find is the built package, so the `source` condition must not be needed.
      customConditions: [],
    },
    include: ['src'],
  }
}

/** What a library needs of ours comes before it. */
function inOrder(packages) {
  const names = new Map(packages.map((each) => [each.about.name, each]))
  const ordered = new Set()
  const place = (each) => {
    for (const name of Object.keys(each.about.dependencies ?? {})) if (names.has(name)) place(names.get(name))
    ordered.add(each)
  }
  packages.forEach(place)
  return ordered
}

function problem(name, what) {
  problems += 1
  console.error(`${name}: ${what}`)
}
