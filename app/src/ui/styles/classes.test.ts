import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const app = fileURLToPath(new URL('../../../', import.meta.url))

function filesIn(folder: string, ending: RegExp): string[] {
  return readdirSync(`${app}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((path) => ending.test(path) && !path.includes('.test.'))
    .map((path) => `${app}${folder}/${path}`)
}

const read = (path: string) => readFileSync(path, 'utf8')
const styled = new Set(
  filesIn('src/ui', /\.css$/).flatMap((path) =>
    [...read(path).matchAll(/\.([a-z][\w-]*)/gi)].map((match) => match[1] ?? ''),
  ),
)

/** What stands between quotation marks in `class="…"` or in the strings of `class={…}` and of `className =`. */
function classesOf(source: string): string[] {
  const plain = [...source.matchAll(/\bclass(?:Name)?(?:=| = )["']([^"']+)["']/g)].map(
    (match) => match[1] ?? '',
  )
  const computed = [...source.matchAll(/\bclass=\{((?:\$\{[^}]*\}|[^}])*)\}/g)].flatMap((match) =>
    // `a ? 'one' : 'other'`: what is compared is no class, what is chosen is.
    [
      ...(match[1] ?? '').replace(/\$\{[^}]*\}/g, '$').matchAll(/(?:^|[?:&]\s*|\?\?\s*)[`']([^`']+)[`']/g),
    ].map((inner) => inner[1] ?? ''),
  )
  return [...plain, ...computed]
    .flatMap((text) => text.split(/\s+/))
    .filter((name) => /^[a-z][\w-]*$/i.test(name))
}

test('each class that a page names has a rule', () => {
  const unstyled = [...filesIn('src', /\.tsx$/), ...filesIn('client', /\.ts$/)].flatMap((path) =>
    classesOf(read(path))
      .filter((name) => !styled.has(name))
      .map((name) => `${path.slice(app.length)}: ${name}`),
  )
  expect(unstyled).toEqual([])
})
