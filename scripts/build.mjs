// Bundles the application: `app/src/main.ts` for Node, `app/client/*.ts` and the style sheet for browsers.
// Run it by hand, or let `app/bin/vademecum.js` do so: it costs a few milliseconds when nothing changed.
//
// Two commands may build at once, and a server may be running from the same folder. So every file is written
// beside its place and renamed, chunks carry a hash of their content, and `main.js` comes last: whichever
// `main.js` a process reads, the chunks that it names are there.

import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const defaultRoot = fileURLToPath(new URL('..', import.meta.url))

/** Files of earlier builds stay this long, for processes that were started from them and load lazily. */
const keepOldChunksFor = 24 * 60 * 60 * 1000

/** Builds what is out of date and says what it did: `{ built: false }` when everything was current. */
export async function build({ root = defaultRoot, force = false } = {}) {
  const dist = join(root, 'app/dist')
  const entries = await entryPoints(root)
  const before = force ? undefined : await readJson(join(dist, 'build.json'))
  if (before && (await isCurrent(root, dist, before, entries))) return { built: false }

  const startedAt = Date.now()
  const { server, client } = await bundle(root, dist, entries)
  const outputs = [...server.outputFiles, ...(client?.outputFiles ?? [])]
  const main = join(dist, 'main.js')
  for (const file of outputs) if (file.path !== main) await writeAtomically(file.path, file.contents)
  await writeAtomically(join(dist, 'manifest.json'), json(manifest(root, dist, client)))
  for (const file of outputs) if (file.path === main) await writeAtomically(main, file.contents)

  const inputs = { ...server.metafile.inputs, ...client?.metafile.inputs }
  await writeAtomically(
    join(dist, 'build.json'),
    json({
      entries,
      recipe: await recipe(),
      inputs: await fingerprints(root, Object.keys(inputs), startedAt),
      outputs: outputs.map((file) => relative(dist, file.path)),
    }),
  )
  await removeOldFiles(dist, new Set(outputs.map((file) => file.path)))
  return { built: true }
}

async function entryPoints(root) {
  const clientFolder = join(root, 'app/client')
  const scripts = (existsSync(clientFolder) ? await readdir(clientFolder) : []).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.d.ts') && !name.includes('.test.'),
  )
  const styles = 'app/src/ui/styles/main.css'
  return {
    // The program, and threads that it starts for large files.
    server: ['app/src/main.ts', 'app/src/record/results/piece-worker.ts', 'app/src/log/tree-worker.ts'],
    client: [
      ...scripts.sort().map((name) => `app/client/${name}`),
      ...(existsSync(join(root, styles)) ? [styles] : []),
    ],
  }
}

async function bundle(root, dist, entries) {
  const esbuild = await import('esbuild')
  const common = {
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    format: 'esm',
    conditions: ['source'],
    sourcemap: true,
    metafile: true,
    write: false,
    logLevel: 'warning',
  }
  const [server, client] = await Promise.all([
    esbuild.build({
      ...common,
      entryPoints: entries.server,
      outdir: dist,
      entryNames: '[name]',
      define: { BUNDLED: 'true' },
      platform: 'node',
      target: 'node20',
      // Chunks lie beside main.js, so that the one rule in `sourceUrls` holds for all of them.
      chunkNames: '[name]-[hash]',
      jsx: 'automatic',
      jsxImportSource: 'hono/jsx',
      plugins: [externalDependencies, sourceUrls(root)],
    }),
    entries.client.length === 0
      ? undefined
      : esbuild.build({
          ...common,
          entryPoints: entries.client,
          outdir: join(dist, 'public'),
          platform: 'browser',
          target: ['es2022', 'chrome109', 'firefox115', 'safari16'],
          entryNames: '[name]-[hash]',
          chunkNames: '[name]-[hash]',
          assetNames: '[name]-[hash]',
          loader: { '.woff2': 'file', '.svg': 'file', '.png': 'file' },
          minify: true,
        }),
  ])
  // Else its process lives as long as ours, and `serve` is ours.
  await esbuild.stop()
  return { server, client }
}

/** npm packages are loaded from node_modules; our own packages are TypeScript and go into the bundle. */
const externalDependencies = {
  name: 'external-dependencies',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || path.startsWith('@vademecum/') ? undefined : { path, external: true },
    )
  },
}

/**
 * `import.meta.url` goes on naming the source file, as it does in tests: code that finds a neighbour
 * (migrations, words) by it works the same from the bundle. Only the path counts, the file need not exist.
 */
function sourceUrls(root) {
  const source = join(root, 'app/src')
  return {
    name: 'source-urls',
    setup(build) {
      build.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
        if (!path.startsWith(source)) return undefined
        const text = await readFile(path, 'utf8')
        if (!text.includes('import.meta.url')) return undefined
        const url = `new URL(${JSON.stringify(`../src/${relative(source, path)}`)}, import.meta.url).href`
        return {
          contents: text.replaceAll('import.meta.url', url),
          loader: path.endsWith('x') ? 'tsx' : 'ts',
        }
      })
    },
  }
}

/** Logical name (`main.css`, `enhance.js`, a font's file name) → the hashed file and its integrity value. */
function manifest(root, dist, client) {
  if (!client) return {}
  const contents = new Map(client.outputFiles.map((file) => [file.path, file.contents]))
  const named = []
  for (const [path, output] of Object.entries(client.metafile.outputs)) {
    if (path.endsWith('.map')) continue
    const inputs = Object.keys(output.inputs)
    const source = output.entryPoint ?? (path.endsWith('.js') || inputs.length !== 1 ? undefined : inputs[0])
    if (!source) continue
    const bytes = contents.get(resolve(root, path))
    named.push([
      basename(source).replace(/\.ts$/, '.js'),
      {
        file: relative(join(dist, 'public'), resolve(root, path)),
        integrity: `sha384-${createHash('sha384').update(bytes).digest('base64')}`,
      },
    ])
  }
  return Object.fromEntries(named.sort(([a], [b]) => a.localeCompare(b)))
}

async function isCurrent(root, dist, before, entries) {
  if (JSON.stringify(before.entries) !== JSON.stringify(entries)) return false
  if (before.recipe !== (await recipe())) return false
  if (!['manifest.json', ...before.outputs].every((name) => existsSync(join(dist, name)))) return false
  const checks = Object.entries(before.inputs).map(async ([path, known]) => {
    const now = await stat(join(root, path)).catch(() => undefined)
    if (!now) return false
    if (now.mtimeMs === known.mtime && now.size === known.size) return true
    return (await hashOf(join(root, path))) === known.hash
  })
  return (await Promise.all(checks)).every(Boolean)
}

/** A change to this script is a change to what it makes. */
const recipe = () => hashOf(fileURLToPath(import.meta.url))

async function fingerprints(root, paths, startedAt) {
  const entries = paths.map(async (path) => {
    const { mtimeMs: mtime, size } = await stat(join(root, path))
    // Saved while we were bundling: perhaps after it was read, so that nothing may count as current.
    if (mtime >= startedAt) return [path, {}]
    return [path, { mtime, size, hash: await hashOf(join(root, path)) }]
  })
  return Object.fromEntries(await Promise.all(entries))
}

async function removeOldFiles(dist, current) {
  for (const folder of [dist, join(dist, 'public')]) {
    for (const name of await readdir(folder).catch(() => [])) {
      const path = join(folder, name)
      if (current.has(path) || !/-[A-Z0-9]{8}\.|\.new$/.test(name)) continue
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }))
      if (Date.now() - mtimeMs > keepOldChunksFor) await rm(path, { force: true })
    }
  }
}

async function writeAtomically(path, contents) {
  await mkdir(dirname(path), { recursive: true })
  const beside = `${path}.${process.pid}-${randomBytes(4).toString('hex')}.new`
  await writeFile(beside, contents)
  await rename(beside, path)
}

const hashOf = async (path) =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
const json = (value) => `${JSON.stringify(value, null, 2)}\n`
const readJson = async (path) => {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch {
    return undefined
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const start = performance.now()
  try {
    const { built } = await build({ force: process.argv.includes('--force') })
    console.log(built ? `Built in ${Math.round(performance.now() - start)} ms` : 'Nothing to build')
  } catch (error) {
    // esbuild has printed its own messages by now.
    if (!error.errors) console.error(error)
    process.exitCode = 1
  }
}
