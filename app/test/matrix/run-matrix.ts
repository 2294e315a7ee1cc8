import { describe, expect, it } from 'vitest'
import { paths } from '../../src/paths.ts'
import type { Page } from '../support/page.ts'
import { type Cell, cells, type Outcome } from './cells.ts'
import { createWorld, type MatrixRole, roles, type World } from './world.ts'

/** Tries every cell: first all that must be refused, so that nothing has changed by then, then all that is allowed. */
export async function runMatrix(): Promise<World> {
  const world = await createWorld()
  const refused = (cell: Cell, role: MatrixRole) => cell.outcome(role) !== 'ok'
  const name = (cell: Cell) => `${cell.method} ${cell.route}`
  describe('refused', () => {
    for (const cell of cells) {
      const tried = roles.filter((role) => refused(cell, role))
      if (tried.length === 0) continue
      it(name(cell), async () => {
        const found = await outcomes(world, cell, tried)
        expect(found).toEqual(Object.fromEntries(tried.map((role) => [role, cell.outcome(role)])))
      })
    }
  })
  describe('allowed', () => {
    for (const cell of cells) {
      const tried = roles.filter((role) => !refused(cell, role))
      if (tried.length === 0) continue
      it(`${name(cell)}: ${tried.length === roles.length ? 'everybody' : tried.join(', ')}`, async () => {
        const found = await outcomes(world, cell, tried)
        expect(found).toEqual(Object.fromEntries(tried.map((role) => [role, 'ok'])))
      })
    }
  })
  return world
}

async function outcomes(world: World, cell: Cell, tried: readonly MatrixRole[]) {
  const entries: [MatrixRole, string][] = []
  for (const role of tried) entries.push([role, outcomeOf(await attempt(world, cell, role))])
  return Object.fromEntries(entries)
}

async function attempt(world: World, cell: Cell, role: MatrixRole): Promise<Page> {
  const browser = world.as[role]
  const path = cell.path(world.things)
  if (cell.method === 'GET') return browser.get(path, { follow: false })
  const page = await browser.get(paths.about())
  const csrf = page.document.querySelector<HTMLInputElement>('input[name=csrf]')?.getAttribute('value') ?? ''
  return browser.post(path, { csrf, ...cell.fields }, { follow: false })
}

/** A verb that takes its input, or says what is wrong with it, was the actor's to use. */
function outcomeOf(page: Page): string {
  const answer = (outcome: Outcome) => outcome
  switch (page.status) {
    case 200:
    case 206:
    case 409:
    case 422:
      return answer('ok')
    case 303:
      return page.headers.get('location')?.startsWith(paths.signIn()) ? answer('signIn') : answer('ok')
    case 403:
      return answer('forbidden')
    case 404:
      return answer('notFound')
    case 410:
      return answer('gone')
    default:
      return `${page.status} ${page.heading}`
  }
}
