import type { BrowserContext, Page } from 'playwright-core'
import { type CastName, demonstrationPassword, people } from '../../src/commands/seed/cast.ts'
import { visit, type VisitOptions } from './visit.ts'

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>

/** A password takes its time on purpose, so each of the cast signs in once for a test file. */
const sessions = new Map<CastName, Promise<Cookies>>()

/**
 * One of the demonstration's people, signed in.
 *
 * @example
 * const helen = await visitAs('helen', '/', { javaScript: false })
 */
export async function visitAs(
  name: CastName,
  path: string | undefined,
  options: VisitOptions = {},
): Promise<Page> {
  const known = sessions.get(name)
  const cookies = await (known ?? remember(name))
  const page = await visit(undefined, options)
  await page.context().addCookies(cookies)
  if (path !== undefined) await page.goto(path)
  return page
}

function remember(name: CastName): Promise<Cookies> {
  const signedIn = signIn(name)
  sessions.set(name, signedIn)
  return signedIn
}

async function signIn(name: CastName): Promise<Cookies> {
  const page = await visit('/sign-in', { javaScript: false })
  await page.locator('input[name=address]').fill(people[name].email)
  await page.locator('input[name=password]').fill(demonstrationPassword)
  await page.locator('input[name=password]').press('Enter')
  await page.waitForURL((url) => url.pathname !== '/sign-in')
  const cookies = await page.context().cookies()
  await page.context().close()
  return cookies
}
