import { expect, it } from 'vitest'
import { paths } from './paths.ts'

// Addresses are in bookmarks and letters: one that changes is seen here before it breaks them.
it('every address is as it was', async () => {
  const all = Object.entries(paths).map(([name, path]) => {
    const parameters = Array.from({ length: path.length }, (_, index) => (index === 0 ? 'A' : 'B'))
    return `${name}: ${(path as (...given: string[]) => string)(...parameters)}`
  })
  await expect(`${all.join('\n')}\n`).toMatchFileSnapshot('paths.snapshot')
})
