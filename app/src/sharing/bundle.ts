import { createBundle, type JsonObject } from '@vademecum/verifiable-credentials'
import type { App } from '../app.ts'
import { logEvidence } from '../credentials/log-evidence.ts'
import { signedStatusList } from '../credentials/status-lists.ts'
import type { HeldCredential } from '../credentials/of-grant.ts'
import { trustState } from '../credentials/trust-state.ts'
import { thingOf } from '../portfolio/page/load-things.ts'
import type { LookState } from './look-state.ts'
import type { SharedContent } from './shared-content.ts'
import { wholeSeconds } from '../credentials/instant.ts'

/**
 * What a recipient takes away, as one file: the credentials of the lines shown, with their issuers' documents and status
 * lists as they are now, and by its title whatever the learner added. No ids of things: they would join two copies.
 */
export async function makeBundle(app: App, state: LookState, content: SharedContent): Promise<string> {
  const held = [...content.credentials.values()].filter(
    ({ eventId, version }) => String(version) === state.events[eventId],
  )
  // Our own text, signed by us.
  const credentials = held.map(({ document }) => JSON.parse(document) as JsonObject)
  const issuers = new Set(credentials.map(({ issuer }) => (issuer as JsonObject)['id']))
  const trust = await trustState(app)
  const lists = await Promise.all(
    [...new Set(held.map(({ statusListId }) => statusListId))].map((id) => signedStatusList(app, id)),
  )
  const bundle = createBundle({
    created: wholeSeconds(app.now()),
    title: content.version.title,
    recipient: state.recipient,
    purpose: state.purpose,
    credentials,
    issuerDocuments: [...trust.issuers.values()]
      .filter(({ did }) => issuers.has(did))
      .map(({ document }): JsonObject => ({ ...document })),
    statusLists: lists.flatMap((list) => (list ? [list.document] : [])),
    logProofs: await logProofs(app, held),
    underChallenge: held
      .filter(({ eventId }) => state.challenged.includes(eventId))
      .map(({ document }) => ({ credential: JSON.parse(document).id as string })),
    selfDeclared: selfDeclared(content),
  })
  return `${JSON.stringify(bundle, null, 2)}\n`
}

/** One after the other: each takes a connection for a moment. */
async function logProofs(app: App, held: readonly HeldCredential[]): Promise<JsonObject[]> {
  const proofs: JsonObject[] = []
  for (const each of held) {
    const evidence = await logEvidence(app, each)
    if (evidence) proofs.push({ credential: JSON.parse(each.document).id as string, ...evidence })
  }
  return proofs
}

function selfDeclared({ version, things, viewing }: SharedContent): JsonObject[] {
  return version.blocks.flatMap((block): JsonObject[] => {
    if (block.kind === 'heading' || block.kind === 'text') {
      return [{ kind: block.kind, title: beginning(block.text), text: block.text }]
    }
    const loaded = block.kind === 'item' ? thingOf(things, block) : undefined
    return loaded ? [{ kind: 'item', title: loaded.showable.title(loaded.thing), by: viewing.ownerName }] : []
  })
}

/** What a text is told by in a list: its first words. */
function beginning(text: string): string {
  const line = text.trim().split('\n')[0] ?? ''
  return line.length > 60 ? `${line.slice(0, 60).replace(/\s+\S*$/, '')} …` : line
}
