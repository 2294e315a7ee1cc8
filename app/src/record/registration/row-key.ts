import type { App } from '../../app.ts'
import { nameKey } from '../name-key.ts'
import type { SentCells } from './columns.ts'

/**
 * The same for the same person in another file of the sender: what the rules compare, as they compare it. Keyed, since
 * names and birth dates can be guessed.
 */
export function rowKeyOf(app: App, organisationId: string, cells: SentCells): string {
  const text = (value: string | undefined) => (value ?? '').toUpperCase().replace(/\s/gu, '')
  const person = [
    nameKey(cells.GivenName ?? ''),
    nameKey(cells.FamilyName ?? ''),
    text(cells.DateOfBirth),
    text(cells.Gender),
    text(cells.LastKnownPostCode),
    text(cells.ScottishCandidateNumber),
    text(cells.EmailAddress),
  ]
  return app.keys.mac('registration row', JSON.stringify([organisationId, ...person]))
}
