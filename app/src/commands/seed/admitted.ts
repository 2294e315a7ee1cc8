import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify/sync'
import type { App } from '../../app.ts'
import type { Actor } from '../../identity/actor.ts'
import { createOrganisation, type NewOrganisation } from '../../institution/create-organisation.ts'
import { importProviders } from '../../institution/import-providers.ts'
import { confirmProposal } from '../../institution/proposals.ts'

/** An organisation as the register of providers knows it, entered by one and confirmed by the other. */
export async function enterAdmitted(
  app: App,
  organisation: NewOrganisation,
  [one, other]: readonly [Actor, Actor] = [
    { kind: 'system', name: 'demonstration' },
    { kind: 'system', name: 'demonstration, second' },
  ],
): Promise<{ organisationId: string; did: string }> {
  await importProviders(app, one, fileOf([organisation]))
  const { proposalIds, ...made } = await createOrganisation(app, one, organisation)
  for (const proposalId of proposalIds) await confirmProposal(app, other, made.organisationId, proposalId)
  return made
}

export function fileOf(
  providers: readonly Pick<NewOrganisation, 'ukprn' | 'name'>[],
): AsyncIterable<Uint8Array> {
  const rows = providers.map(({ ukprn, name }) => [ukprn, name, `${name} Trust`, 'Active'])
  return Readable.from([Buffer.from(stringify([['UKPRN', 'Name', 'Owner', 'Status'], ...rows]))])
}
