import { type FileToPack, zipParts } from '@vademecum/leap2a'
import type { App } from '../../app.ts'
import type { Actor } from '../../identity/actor.ts'
import { takePortfolio, withFiles } from '../take-portfolio.ts'
import { siteOf } from '../views/site.tsx'
import { siteStyle } from './site-style.ts'

/** The whole portfolio as a site that opens without us: unpack it and open `index.html`. No script, nothing from elsewhere. */
export async function exportHtml(
  app: App,
  actor: Actor,
  by: Actor = actor,
): Promise<AsyncGenerator<Uint8Array>> {
  const taken = await takePortfolio(app, actor, by, 'html')
  const documents = [...siteOf(taken), ['style.css', siteStyle] as const].map(
    ([name, text]): FileToPack => ({ name, content: new TextEncoder().encode(text), compress: true }),
  )
  return zipParts(withFiles(app, taken, documents))
}
