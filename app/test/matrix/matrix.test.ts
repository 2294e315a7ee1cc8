import { describe, expect, it } from 'vitest'
import { createServer } from '../../src/server.ts'
import { cells } from './cells.ts'
import { openRoutes } from './open-routes.ts'
import { runMatrix } from './run-matrix.ts'

const world = await runMatrix()

describe('the matrix', () => {
  it('has a line for every route, or the route is known to be for everybody', () => {
    const inMatrix = new Set(cells.map(({ method, route }) => `${method} ${route}`))
    const routes = createServer(world.app)
      .routes.filter(({ method, path }) => method !== 'ALL' && !path.startsWith('/api'))
      .map(({ method, path }) => `${method} ${path}`)
    const missing = [...new Set(routes)].filter((route) => !inMatrix.has(route) && !openRoutes.has(route))
    expect(missing).toEqual([])
    expect(routes.length).toBeGreaterThan(80)
  })
})
