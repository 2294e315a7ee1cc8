import { createHash } from 'node:crypto'
import { matchesResult, openBadgesContexts } from '@vademecum/open-badges'
import {
  type JsonObject,
  type VerificationReport,
  type VerifyOptions,
  verifyCredential,
  verifyText,
} from '@vademecum/verifiable-credentials'
import type { App } from '../app.ts'
import { paths } from '../paths.ts'
import { fetchGuarded } from './fetch-guarded.ts'
import { isOnRecord, type LogEvidence } from './log-evidence.ts'
import { acceptanceBy } from './register.ts'
import { resolveRemote } from './resolve-remote.ts'
import { signedStatusList } from './status-lists.ts'
import { type TrustState, trustState } from './trust-state.ts'

export type Checked = Awaited<ReturnType<typeof verifyText>>

/** Checks whatever somebody brings: a credential or a bundle, as text. Nothing of it is kept. */
export async function checkDocument(
  app: App,
  text: string,
  acceptSubject?: VerifyOptions['acceptSubject'],
): Promise<Checked> {
  const options = optionsOf(app, await trustState(app, 'now'), sparing(guarded))
  return verifyText(text, { ...options, ...(acceptSubject && { acceptSubject }) })
}

/** What one document may have us ask of others: else a single upload would send thousands of requests on their way. */
const remoteLookups = { most: 20, milliseconds: 20_000 }

function sparing({ resolveDid, fetchStatusList }: Network): Network {
  const until = performance.now() + remoteLookups.milliseconds
  const lists = new Map<string, Promise<unknown>>()
  let left = remoteLookups.most
  const mayAsk = () => {
    left -= 1
    return left >= 0 && performance.now() < until
  }
  return {
    resolveDid: async (did) => (mayAsk() ? resolveDid(did) : undefined),
    fetchStatusList(url) {
      const known = lists.get(url) ?? (mayAsk() ? fetchStatusList(url) : Promise.resolve(undefined))
      lists.set(url, known)
      return known
    },
  }
}

const cached = new WeakMap<App, Map<string, Promise<VerificationReport>>>()
const mostCached = 5_000

/**
 * The report on a credential that we hold ourselves. Made once for a document and a state of trust: keys, status lists
 * and register are part of what it is remembered by, so that a change of any of them makes it anew.
 */
export async function reportOf(
  app: App,
  document: string,
  { when = 'recent', evidence }: { when?: 'recent' | 'now'; evidence?: LogEvidence | undefined } = {},
): Promise<VerificationReport> {
  const state = await trustState(app, when)
  const today = app.now().toISOString().slice(0, 10)
  const digest = createHash('sha256').update(document).digest('base64')
  const key = `${digest} ${today} ${state.revision} ${evidence ? JSON.stringify(evidence.proof['checkpoint']) : ''}`
  const reports = cached.get(app) ?? new Map<string, Promise<VerificationReport>>()
  cached.set(app, reports)
  const known = reports.get(key)
  if (known) return known
  const [oldest] = reports.keys()
  if (reports.size >= mostCached && oldest !== undefined) reports.delete(oldest)
  // Its subject is bound to the account: that is how the document was found.
  const made = verifyCredential(document, {
    ...optionsOf(app, state),
    acceptSubject: () => 'same',
    ...(evidence && { logEvidence: evidence }),
  })
  reports.set(key, made)
  made.catch(() => reports.delete(key))
  return made
}

/** How whatever is not our own is looked up. */
type Network = Required<Pick<VerifyOptions, 'resolveDid' | 'fetchStatusList'>>
const guarded: Network = {
  resolveDid: (did) => resolveRemote(did),
  fetchStatusList: (url) => fetchGuarded(url),
}

/** Own DIDs and lists come from the database, whatever their address answers; the others through the guarded fetcher. */
export function optionsOf(
  app: App,
  state: TrustState,
  { resolveDid, fetchStatusList }: Pick<VerifyOptions, keyof Network> = guarded,
): VerifyOptions {
  return {
    now: app.now(),
    contexts: openBadgesContexts,
    matchesContent: matchesResult,
    witnesses: state.witnesses,
    isOnRecord: (credential) => isOnRecord(app, state, credential),
    acceptIssuer: acceptanceBy(state),
    resolveDid: async (did) => state.issuers.get(did)?.document ?? resolveDid?.(did),
    fetchStatusList: async (url) => (await ownList(app, url)) ?? fetchStatusList?.(url),
  }
}

async function ownList(app: App, url: string): Promise<JsonObject | undefined> {
  const id = url.match(/\/([0-9a-f-]{36})$/)?.[1]
  if (id === undefined || !url.endsWith(paths.statusList(id))) return undefined
  const list = await signedStatusList(app, id)
  // The address is the one stored with the list; another server may use the same path for a list of its own.
  return list?.document['id'] === url ? list.document : undefined
}
