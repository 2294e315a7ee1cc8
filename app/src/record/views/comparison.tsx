import { SummaryList } from '../../ui/list/lists.tsx'
import type { Words } from '../../words.ts'
import type { MaskedCandidate } from '../register/masked.ts'
import { type Agreement, type ComparedField, comparedFields } from '../register/matching.ts'

/** Those who are possible, field by field: what agrees, and of what does not an initial or a year. */
export function Candidates({ t, candidates }: { t: Words; candidates: readonly MaskedCandidate[] }) {
  return (
    <>
      {candidates.map((candidate, index) => (
        <section>
          <h3>{t('register.candidate', { number: index + 1 })}</h3>
          <Fields t={t} fields={candidate.fields} hints={hintsOf(t, candidate)} />
        </section>
      ))}
    </>
  )
}

export function Fields({
  t,
  fields,
  hints = {},
}: {
  t: Words
  fields: Readonly<Partial<Record<ComparedField, Agreement>>>
  hints?: Readonly<Partial<Record<ComparedField, string>>>
}) {
  return (
    <SummaryList
      rows={comparedFields.flatMap((field) => {
        const agreement = fields[field]
        if (agreement === undefined) return []
        const said = t.say(`register.agreement_${agreement}`)
        const hint = agreement === 'same' ? undefined : hints[field]
        return [{ term: t.say(`register.field_${field}`), value: hint ? `${said} (${hint})` : said }]
      })}
    />
  )
}

function hintsOf(t: Words, { givenInitial, familyInitial, birthYear }: MaskedCandidate) {
  return {
    givenName: t('register.begins', { letter: givenInitial }),
    familyName: t('register.begins', { letter: familyInitial }),
    birthDate: birthYear,
  }
}
