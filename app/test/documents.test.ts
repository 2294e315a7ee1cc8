import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { people } from '../src/commands/seed/cast.ts'
import { catalogues } from '../src/words.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const files = filesUnder(root)
const documents = files.filter((file) => file.endsWith('.md'))
const read = (file: string) => readFileSync(join(root, file), 'utf8')

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (/^(node_modules|dist|data|coverage|\.git)$/.test(entry.name)) return []
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesUnder(path) : [relative(root, path)]
  })
}

/** What stands in fences is an example and names nothing. */
const prose = (text: string) => text.replace(/^```[^]*?^```$/gm, '')

/** The name that GitHub and others give a heading. */
function anchorsOf(text: string): string[] {
  return [...prose(text).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

function linksOf(text: string): string[] {
  return [...prose(text).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
}

/** The first column of the table below this heading, without its marks. */
function column(document: string, heading: string): string[] {
  const section =
    read(document)
      .split(/^## /m)
      .find((part) => part.startsWith(heading)) ?? ''
  return [...section.matchAll(/^\| `([^`]+)`/gm)].map(([, name = '']) => name)
}

describe.each(documents)('%s', (document) => {
  it('links only to what is there', () => {
    const missing = linksOf(read(document)).filter((target) => {
      const [path = '', anchor] = target.split('#')
      const file = path === '' ? document : join(dirname(document), path)
      if (!existsSync(join(root, file))) return true
      return anchor !== undefined && !anchorsOf(read(file)).includes(anchor)
    })
    expect(missing).toEqual([])
  })

  it('names only files that are there', () => {
    const named = [...prose(read(document)).matchAll(/`([\w.][\w./-]*\.(?:tsx?|mjs|js|sql|md|json|css))`/g)]
    const missing = named
      .map(([, name = '']) => name)
      // Capitals stand for a name of the reader's choice; what is built or made at run time is not in the tree.
      .filter((name) => !/[A-Z]{4}/.test(name) || files.includes(name))
      .filter((name) => !files.some((file) => file === name || file.endsWith(`/${name}`)))
    expect(missing.filter((name) => !builtOrForeign.has(name))).toEqual([])
  })
})

const builtOrForeign = new Set(['main.js', 'editor.js', 'manifest.json', 'build.json', 'vc-api-keys.json'])

describe('the README', () => {
  const run = promisify(execFile)
  const main = join(root, 'app/src/main.ts')

  /** Each as help says it, with what it takes: `backup [options] <dir>`. */
  async function helpOf(...words: string[]): Promise<string[]> {
    const node = ['--conditions=source', '--import', 'tsx', main, ...words, '--help']
    const { stdout } = await run(process.execPath, node, { cwd: root })
    const list = stdout.split(/^Commands:$/m)[1] ?? ''
    const lines = [...list.matchAll(/^ {2}(\S+(?: \S+)*)/gm)].map(([, line = '']) => line)
    return lines.filter((line) => !line.startsWith('help '))
  }

  it('lists the commands that there are', { timeout: 60_000 }, async () => {
    const first = ([name = '']: string[]) => name
    const inHelp = (await helpOf()).map(async (line) => {
      const [name = '', ...takes] = line.split(' ')
      // What takes nothing itself only holds other commands.
      if (takes.length > 0) return [name]
      return (await helpOf(name)).map((verb) => `${name} ${first(verb.split(' '))}`)
    })
    expect(column('README.md', 'The command line').sort()).toEqual((await Promise.all(inHelp)).flat().sort())
  })

  it('lists the settings that are read', () => {
    const source = read('app/src/platform/config.ts')
    const [, shape = ''] = /const Environment = z\.object\(\{\n([^]*?)\n\}\)/.exec(source) ?? []
    const names = [...shape.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name = '']) => name)
    expect(names.length).toBeGreaterThan(0)
    expect(column('README.md', 'Settings').sort()).toEqual(names.sort())
  })

  it('lists the cast of the demonstration', () => {
    expect(column('README.md', 'Try it')).toEqual(Object.values(people).map(({ email }) => email))
  })
})

describe('the guide', () => {
  const said = new Set(Object.values(catalogues.en).flatMap((noun) => Object.values<string>(noun)))

  it.each(documents.filter((file) => /^docs\/guide\/(?!README)/.test(file)))(
    '%s uses the words of the screens',
    (document) => {
      const shown = [...read(document).matchAll(/\*\*([^]+?)\*\*/g)].map(([, words = '']) =>
        words.replace(/\s+/g, ' '),
      )
      expect(shown.filter((words) => !said.has(words))).toEqual([])
    },
  )
})

describe('the architecture', () => {
  it('names every folder of the application', () => {
    const text = read('ARCHITECTURE.md')
    const folders = new Set(files.flatMap((file) => /^app\/src\/([^/]+)\//.exec(file)?.slice(1) ?? []))
    expect([...folders].filter((folder) => !text.includes(`    ${folder}/`))).toEqual([])
  })
})

describe('the decisions', () => {
  const notes = documents.filter((file) => file.startsWith('docs/decisions/')).sort()

  it('are numbered without gaps', () => {
    const numbers = notes.map((file) => Number(/(\d{4})-/.exec(file)?.[1]))
    expect(numbers).toEqual(notes.map((_, index) => index + 1))
  })

  it.each(notes)('%s says its context, decision and consequences', (note) => {
    const [first = '', ...rest] = read(note).split('\n')
    expect(first).toMatch(new RegExp(`^# ${Number(/(\d{4})-/.exec(note)?.[1])}\\. `))
    const parts = [...rest.join('\n').matchAll(/^\*\*(Context|Decision|Consequences)\.\*\*/gm)]
    expect(parts.map(([, part]) => part)).toEqual(['Context', 'Decision', 'Consequences'])
  })
})

describe('the licence', () => {
  it.each(readdirSync(join(root, 'packages')))('comes with %s, which is published', (name) => {
    expect(read(`packages/${name}/LICENSE`)).toBe(read('LICENSE'))
  })
})
