import { randomBytes } from 'node:crypto'
import { AppError, notFound } from '../errors.ts'
import { trustState } from '../credentials/trust-state.ts'
import type { Actor } from '../identity/actor.ts'
import { Fixed } from '../platform/gzip.ts'
import { thingOf } from '../portfolio/page/load-things.ts'
import { htmlAnswerOf } from '../ui/compressed.ts'
import type { AppContext } from '../ui/context.ts'
import { htmlOf } from '../ui/html-of.ts'
import type { Frame } from '../ui/frame.ts'
import { frameOf, html } from '../ui/request.ts'
import { type Body, bodyCache, type Slot } from './body-cache.ts'
import { readFileToken } from './file-token.ts'
import type { FileWay } from './file-way.ts'
import { issueMissing } from './follow-publication.ts'
import type { Look, LookOptions } from './look.ts'
import type { LookState } from './look-state.ts'
import {
  lacksCredential,
  readShared,
  reportNow,
  type SharedContent,
  standingsOf,
  withStandings,
} from './shared-content.ts'
import { openSharedFile } from './shared-file.ts'
import { takeBundle } from './take-bundle.ts'
import { LinePage } from './views/line-page.tsx'
import { NeutralPage } from './views/neutral-page.tsx'
import { type ShareLinks, SharedPage } from './views/shared-page.tsx'

/** How this viewer came: by a link, or signed in. What they see is the same. */
export interface Doorway {
  look<T>(options: LookOptions<T>): Promise<Exclude<Look<T>, { kind: 'gone' }>>
  readonly links: ShareLinks
  readonly files: FileWay
  /** A link says nothing of who holds it, even when they are signed in. */
  readonly actor: Actor
  /** Under which drawn pages are kept; undefined where they hold something of the viewer's own. */
  readonly cacheAs?: string
  readonly bare: boolean
}

type Opened<T> = Extract<Look<T>, { kind: 'open' }>

/** The neutral page, or the shared page: drawn anew only when something that it shows has changed. */
export async function answerShare(c: AppContext, door: Doorway): Promise<Response> {
  const { app, t, look } = c.var
  const trust = await trustState(app)
  const cache = bodyCache(app)
  const place = `${door.cacheAs} ${t.language} ${look.theme} ${look.textSize}`
  const keyOf = (state: LookState, digest: string) =>
    [digest, trust.revision, state.ownerName, state.endsAt.getTime(), state.mayDownload].join(' ')

  for (let attempt = 0; attempt < 2; attempt += 1) {
    const seen = await door.look<Body | SharedContent>({
      opens: false,
      held: (state, digest) =>
        door.cacheAs === undefined ? undefined : cache.get(place, keyOf(state, digest)),
      load: (tx, state, where) => readShared(app, tx, state, where, t),
    })
    if (seen.kind !== 'open') return answerClosed(c, door, seen)
    const { loaded, state } = seen
    if ('pieces' in loaded) return send(c, door, seen, loaded)
    if (attempt === 0 && lacksCredential(loaded, state)) {
      await issueMissing(app, seen.place)
      continue
    }
    const body = await draw(c, door, state, loaded)
    if (door.cacheAs !== undefined) cache.set(place, keyOf(state, seen.digest), body)
    return send(c, door, seen, body)
  }
  throw new AppError('unavailable')
}

function answerClosed(
  c: AppContext,
  door: Doorway,
  seen: Extract<Look<unknown>, { kind: 'early' | 'closed' }>,
): Response {
  c.header('X-Robots-Tag', 'noindex, nofollow')
  return html(
    c,
    <NeutralPage
      frame={frameOf(c)}
      action={door.links.opening}
      startsAt={seen.kind === 'early' ? seen.state.startsAt : undefined}
      bare={door.bare}
    />,
  )
}

async function draw(c: AppContext, door: Doorway, state: LookState, content: SharedContent): Promise<Body> {
  const things = withStandings(content, await standingsOf(c.var.app, content, state))
  // Nobody who writes on the page can know it, so nobody can write a slot.
  const secret = randomBytes(12).toString('hex')
  const page = htmlOf(
    <SharedPage
      frame={door.cacheAs === undefined ? frameOf(c) : frameForAll(c)}
      state={state}
      content={content}
      things={things}
      links={door.links}
      fileMark={({ itemId, variant }) => `${secret}~${itemId}~${variant}~`}
      bare={door.bare}
    />,
  )
  const parts = page.split(new RegExp(`${secret}~([0-9a-f-]{36})~(original|preview)~`))
  const pieces: (Fixed | Slot)[] = []
  for (let index = 0; index < parts.length; index += 3) {
    pieces.push(new Fixed(parts[index] ?? ''))
    const [itemId, variant] = [parts[index + 1], parts[index + 2]]
    if (itemId !== undefined) pieces.push({ itemId, variant: variant === 'preview' ? 'preview' : 'original' })
  }
  return { pieces }
}

/**
 * What is kept is for whoever opens the link: without this visitor's token, which the forms of a link do without, and
 * without what was to be said to them alone.
 */
function frameForAll(c: AppContext): Frame {
  const { notice: _, ...frame } = frameOf(c)
  return { ...frame, csrf: '' }
}

function send(
  c: AppContext,
  { files }: Doorway,
  { place, openingId }: Opened<unknown>,
  { pieces }: Body,
): Response {
  c.header('X-Robots-Tag', 'noindex, nofollow')
  return htmlAnswerOf(
    c,
    pieces.map((piece) =>
      piece instanceof Fixed ? piece : files.token(place.grantId, { ...piece, openingId }),
    ),
  )
}

/** A look at something inside a share: whoever has not opened it is sent to where they can. */
async function lookInside<T>(
  c: AppContext,
  door: Doorway,
  load: LookOptions<T>['load'],
): Promise<Opened<T> | Response> {
  const seen = await door.look({ opens: false, load })
  c.header('X-Robots-Tag', 'noindex, nofollow')
  return seen.kind === 'open' ? seen : c.redirect(door.links.self, 303)
}

/** One thing with the result of each check, made now. */
export async function answerLine(c: AppContext, door: Doorway): Promise<Response> {
  const { app, t } = c.var
  const blockId = c.req.param('blockId')
  const seen = await lookInside(c, door, (tx, state, where) => readShared(app, tx, state, where, t))
  if (seen instanceof Response) return seen
  const content = seen.loaded
  const block = content.version.blocks.find(({ id }) => id === blockId)
  if (!block || !('thingId' in block)) notFound('line')
  const held = block.kind === 'record' ? content.credentials.get(block.thingId) : undefined
  const credential = String(held?.version) === seen.state.events[block.thingId] ? held : undefined
  const report = credential && (await reportNow(app, credential))
  const standings = new Map(report && [[block.thingId, report]])
  const found = thingOf(withStandings(content, standings), block)
  if (!found) notFound('line')
  const { showable, thing } = found
  return html(
    c,
    <LinePage
      frame={frameOf(c)}
      title={showable.title(thing)}
      assurance={showable.assurance(thing, content.viewing)}
      report={report}
      issuedAt={credential?.issuedAt}
      checkedAt={app.now()}
      backHref={`${door.links.self}#b-${block.id}`}
      againHref={door.links.line(block.id)}
      isChallenged={seen.state.challenged.includes(block.thingId)}
      bare={door.bare}
    />,
  )
}

/** On the origin of the pages a file leaves as an attachment; whose opening it is, the cookie says. */
export async function answerFile(c: AppContext, door: Doorway): Promise<Response> {
  const { app, t } = c.var
  const given = c.req.param('fileToken') ?? ''
  const range = c.req.header('range')
  const seen = await lookInside(c, door, (tx, state, place) => {
    const ticket = readFileToken(app, place.grantId, given)
    return openSharedFile(app, tx, state, place, { t, ticket, range })
  })
  if (seen instanceof Response) return seen
  const { status, headers, body } = seen.loaded
  return new Response(body, { status, headers: { ...headers, 'X-Robots-Tag': 'noindex, nofollow' } })
}

/** The copy that can be taken away, where the learner allowed it; it is recorded before it leaves. */
export async function answerBundle(c: AppContext, door: Doorway): Promise<Response> {
  const { app, t } = c.var
  c.header('X-Robots-Tag', 'noindex, nofollow')
  const text = await takeBundle(app, door.actor, t, (options) => door.look(options))
  if (text === undefined) return c.redirect(door.links.self, 303)
  return c.body(text, 200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Disposition': 'attachment; filename="vademecum-bundle.json"',
  })
}
