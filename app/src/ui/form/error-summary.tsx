import type { FieldProblem } from '../../errors.ts'
import type { Words } from '../../words.ts'
import { fieldId } from './field-parts.tsx'

/**
 * First on a page that comes back with 422: every problem once, each a link to its field.
 * The alert sits inside the focused box: screen readers would otherwise say the page's title and drop it.
 */
export function ErrorSummary({ t, problems }: { t: Words; problems?: readonly FieldProblem[] | undefined }) {
  if (!problems || problems.length === 0) return null
  return (
    <div class="error-summary" tabindex={-1} data-focus-on-load="">
      <div role="alert">
        <h2 class="error-summary__title">{t('common.errorSummaryTitle', { count: problems.length })}</h2>
        <ul class="error-summary__list">
          {problems.map((problem) => (
            <li>
              {problem.field === '' ? (
                t.say(problem.key, problem.values)
              ) : (
                <a href={`#${fieldId(problem.field)}`}>{t.say(problem.key, problem.values)}</a>
              )}
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}
