import type { VerificationReport } from '@vademecum/verifiable-credentials'
import type { Assurance } from '../access/assurance.ts'
import type { App } from '../app.ts'
import { reportOf } from '../credentials/check.ts'
import { logEvidence } from '../credentials/log-evidence.ts'
import { checkLines as inPlainWords } from '../credentials/view-checks.ts'
import { isKnownGood } from '../credentials/standing.ts'
import { trustState } from '../credentials/trust-state.ts'
import { credentialsOfGrant, type HeldCredential } from '../credentials/of-grant.ts'
import type { Reader } from '../platform/db.ts'
import { loadPageVersion } from '../portfolio/page/load-page-version.ts'
import { type LoadedThing, loadThings, type Things, thingOf } from '../portfolio/page/load-things.ts'
import type { PageVersion } from '../portfolio/page/page.ts'
import type { Block, Showable, Viewing } from '../portfolio/showable.ts'
import type { Words } from '../words.ts'
import { gone } from './visit.ts'
import type { GrantPlace, LookState } from './look-state.ts'

/** All that a share shows, read in the transaction of a look. Nothing is decided about it yet. */
export interface SharedContent {
  readonly version: PageVersion
  readonly things: Things
  readonly credentials: ReadonlyMap<string, HeldCredential>
  readonly viewing: Viewing
}

export async function readShared(
  app: App,
  tx: Reader,
  state: LookState,
  { ownerId, grantId, pageId, scope }: GrantPlace,
  t: Words,
): Promise<SharedContent> {
  const learnerIds = new Set(
    scope.events.flatMap(({ eventId, learnerId }) => (eventId in state.events ? [learnerId] : [])),
  )
  const viewing: Viewing = {
    ownerId,
    ownerIds: [ownerId, ...learnerIds],
    ownerName: state.ownerName,
    grantId,
    t,
  }
  const version = (await loadPageVersion(tx, ownerId, pageId, state.pageVersion ?? undefined)) ?? gone()
  // Only what this very look found listed and visible, whatever else the page's text refers to.
  const blocks = version.blocks.filter((block) => isVisible(state, block))
  const [things, credentials] = await Promise.all([
    loadThings(app, tx, blocks, viewing),
    credentialsOfGrant(tx, grantId),
  ])
  return { version, things, credentials, viewing }
}

function isVisible(state: LookState, block: Block): boolean {
  if (!('thingId' in block)) return true
  return block.thingId in (block.kind === 'record' ? state.events : state.items)
}

/** A line was corrected since its credential was made: the current version has none yet. */
export function lacksCredential({ version, things, credentials }: SharedContent, state: LookState): boolean {
  return version.blocks.some(
    (block) =>
      block.kind === 'record' &&
      thingOf(things, block) !== undefined &&
      String(credentials.get(block.thingId)?.version) !== state.events[block.thingId],
  )
}

/** What came of checking each line, by event; none where there is no credential of the version shown. */
export type Standings = ReadonlyMap<string, VerificationReport>
/** The same where it is enough to know that every check would pass. */
export type QuickStandings = ReadonlyMap<string, 'good' | VerificationReport>

export async function standingsOf(
  app: App,
  { credentials }: SharedContent,
  state: LookState,
): Promise<QuickStandings> {
  const trust = await trustState(app)
  const standings = new Map<string, 'good' | VerificationReport>()
  for (const held of credentials.values()) {
    if (String(held.version) !== state.events[held.eventId]) continue
    standings.set(held.eventId, isKnownGood(app, trust, held) ? 'good' : await fullReport(app, held))
  }
  return standings
}

/** The same with every check made and told, which takes some milliseconds a line. */
export async function checkLines(
  app: App,
  { credentials }: SharedContent,
  state: LookState,
): Promise<Standings> {
  const reports = new Map<string, VerificationReport>()
  for (const held of credentials.values()) {
    if (String(held.version) === state.events[held.eventId])
      reports.set(held.eventId, await fullReport(app, held))
  }
  return reports
}

async function fullReport(app: App, held: HeldCredential): Promise<VerificationReport> {
  return reportOf(app, held.document, { evidence: await logEvidence(app, held) })
}

/** Every check of one line, with all that it depends on read anew. */
export async function reportNow(app: App, held: HeldCredential): Promise<VerificationReport> {
  return reportOf(app, held.document, { when: 'now', evidence: await logEvidence(app, held) })
}

/**
 * The things with the assurance that the checks of this share's own credentials bear out: a line is *confirmed* only if
 * every check passed. Where its noun says less already (withdrawn, provisional), that stays.
 */
export function withStandings({ version, things }: SharedContent, standings: QuickStandings): Things {
  const checked = new Map(things)
  for (const block of version.blocks) {
    const loaded = block.kind === 'record' ? thingOf(things, block) : undefined
    if (!loaded || !('thingId' in block)) continue
    const key = [...things].find(([, each]) => each === loaded)?.[0]
    if (key !== undefined) checked.set(key, borneOut(loaded, standings.get(block.thingId)))
  }
  return checked
}

function borneOut(
  { showable, thing }: LoadedThing,
  standing: 'good' | VerificationReport | undefined,
): LoadedThing {
  const assurance: Showable['assurance'] = (each, viewing): Assurance => {
    const said = showable.assurance(each, viewing)
    if (said.kind !== 'verified' || standing === 'good' || standing?.verdict === 'verified') return said
    return { kind: 'unconfirmed', by: said.by, why: whyNot(viewing.t, standing) }
  }
  return { thing, showable: { ...showable, assurance } }
}

/** The assurance of each thing on the page, in its order. */
export function assurancesOf({ version, viewing }: SharedContent, things: Things): Assurance[] {
  return version.blocks.flatMap((block) => {
    const loaded = thingOf(things, block)
    return loaded ? [loaded.showable.assurance(loaded.thing, viewing)] : []
  })
}

function whyNot(t: Words, report: VerificationReport | undefined): string {
  if (!report) return t('sharing.notSignedYet')
  const [line] = inPlainWords(
    t,
    report.checks.filter(({ result }) => result === 'fail' || result === 'unknown'),
  )
  return line?.detail ?? ''
}
