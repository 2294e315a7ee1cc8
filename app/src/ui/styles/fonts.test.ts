import { readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'

const require = createRequire(import.meta.url)
const css = readFileSync(new URL('./fonts.css', import.meta.url), 'utf8')
const files = [...css.matchAll(/url\(["']([^"']+)["']\)/g)].map((match) => match[1] ?? '')
const weight = (file: string) =>
  statSync(file.startsWith('.') ? new URL(file, import.meta.url) : require.resolve(file)).size

test('a page in English or Welsh loads at most 90 kB of fonts', () => {
  const loaded = files.filter((file) => !file.includes('latin-ext'))
  expect(loaded).toHaveLength(4)
  expect(loaded.reduce((sum, file) => sum + weight(file), 0)).toBeLessThanOrEqual(90_000)
})
