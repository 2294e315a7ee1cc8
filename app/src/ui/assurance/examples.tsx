import type { Words } from '../../words.ts'
import { AssuranceMark } from './assurance-mark.tsx'
import { AssuranceSeal } from './assurance-seal.tsx'
import { CheckReport } from './check-report.tsx'

const checks = [
  { name: 'The signature fits the content', result: 'pass' },
  { name: 'The key belongs to Severn Awards', result: 'pass' },
  { name: 'Severn Awards may award qualifications', result: 'pass' },
  { name: 'Not withdrawn', result: 'pass', detail: 'Status list of 3 May 2026' },
  { name: 'Not expired', result: 'skipped', detail: 'This award has no end date' },
] as const

export function AssuranceExamples({ t }: { t: Words }) {
  return (
    <>
      <h3>Marks</h3>
      <ul class="gallery-row">
        <li>
          <AssuranceMark t={t} assurance="verified" name="Severn Awards" />
        </li>
        <li>
          <AssuranceMark t={t} assurance="endorsed" name="Rhys Morgan" detail="known to Hafren College" />
        </li>
        <li>
          <AssuranceMark t={t} assurance={{ kind: 'selfDeclared', by: 'Amina Rahman' }} />
        </li>
        <li>
          <AssuranceMark t={t} assurance="unconfirmed" name="Northwind Training" href="#seals" />
        </li>
      </ul>
      <h3 id="seals">Seals that open</h3>
      <AssuranceSeal
        t={t}
        assurance="verified"
        name="Severn Awards"
        open={true}
        facts={[
          { term: 'Awarding organisation', value: 'Severn Awards' },
          { term: 'Awarded', value: '21 August 2025' },
          { term: 'Signed with', value: 'key 2 of severn-awards.example' },
        ]}
        checks={checks}
        checkedAt={new Date('2026-05-03T09:31:00Z')}
        checkAgain={{ href: '#again' }}
      />
      <AssuranceSeal
        t={t}
        assurance="endorsed"
        name="Rhys Morgan"
        facts={[{ term: 'How we know who that is', value: 'Known to Hafren College' }]}
      />
      <AssuranceSeal t={t} assurance="selfDeclared" name="Amina Rahman" />
      <AssuranceSeal t={t} assurance="unconfirmed" name="Northwind Training" />
      <h3>Checks that do not all pass</h3>
      <CheckReport
        t={t}
        checks={[
          {
            name: 'The signature fits the content',
            result: 'fail',
            detail: 'The content was changed after signing',
          },
          { name: 'Not withdrawn', result: 'unknown', detail: 'severn-awards.example did not answer' },
        ]}
      />
    </>
  )
}
