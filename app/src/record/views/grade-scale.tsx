import { DefinitionTerm } from '../../ui/text/text.tsx'
import type { Words } from '../../words.ts'
import { scaleOf } from '../qualifications/scale.ts'
import { gradeText, schemeText } from '../record-words.ts'

/** Where a grade stands among those of its scheme, best first. */
export function GradeScale({ t, scheme, grade }: { t: Words; scheme: string; grade: string }) {
  const scale = scaleOf(scheme, grade)
  if (!scale) return <>{schemeText(t, scheme)}</>
  return (
    <DefinitionTerm term={schemeText(t, scheme)}>
      <p>{t('qualification.scalePlace', { place: scale.place, count: scale.grades.length })}</p>
      <p>
        {scale.grades.map((one, index) => (
          <>
            {index > 0 && ' · '}
            {index + 1 === scale.place ? (
              <strong>{gradeText(t, scheme, one)}</strong>
            ) : (
              gradeText(t, scheme, one)
            )}
          </>
        ))}
      </p>
      <p>{t(scheme === 'CEFR' ? 'qualification.scaleLanguage' : 'qualification.scaleOwn')}</p>
    </DefinitionTerm>
  )
}
