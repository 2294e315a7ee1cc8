import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { runInThisContext } from 'node:vm'
import { expect, test } from 'vitest'
import * as leap2a from './index.ts'

const libraries = { '@vademecum/leap2a': leap2a }

const examples = [
  ...readFileSync(resolve(import.meta.dirname, '../README.md'), 'utf8').matchAll(/```js run\n([\s\S]*?)```/g),
]

test.each(examples.map(([, code = '']) => [code]))('an example of the README runs (%#)', async (code) => {
  const body = code.replace(/import (\{[\s\S]*?\}) from ('[^']+')/g, 'const $1 = libraries[$2]')
  expect(body).not.toContain('import ')
  const assert = (holds: boolean) => {
    expect(holds).toBe(true)
  }
  const run: unknown = runInThisContext(`(async (libraries, assert) => {${body}})`)
  if (typeof run === 'function') await run(libraries, assert)
  expect.hasAssertions()
})
