import type { App } from '../../app.ts'
import { openRecord } from '../../record/provider/open-record.ts'
import { chooseSharing } from '../../record/provider/sharing-choice.ts'
import { shareRecord } from '../../sharing/record/share-record.ts'
import type { OrganisationName } from './cast.ts'
import type { As } from './seed.ts'

/** Amina's record as others see it: her adviser has looked, a university was shown what it asked for. */
export async function seedRecordShares(
  app: App,
  ids: Readonly<Record<OrganisationName, string>>,
  as: As,
): Promise<void> {
  const amina = await as('amina')
  await chooseSharing(app, amina, 'no')
  const [learnerId = ''] = amina.learnerIds
  await openRecord(app, await as('priya'), ids.harbour, { learnerId, purpose: 'advising' })
  await shareRecord(app, amina, {
    what: { kind: 'query', query: { levels: ['3'], issuerIds: [], awardYears: [], types: [] } },
    to: { audience: 'organisation', organisationId: ids.northmoor },
    purpose: 'Application for Ocean Engineering',
    days: 90,
  })
}
