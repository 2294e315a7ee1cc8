import { AssuranceMark } from '../../ui/assurance/assurance-mark.tsx'
import type { Words } from '../../words.ts'

/** The three marks as they stand beside a thing, each with what it promises. */
export function MarksMeaning({ t }: { t: Words }) {
  return (
    <dl class="marks-meaning">
      {(['verified', 'endorsed', 'selfDeclared'] as const).map((kind) => (
        <div>
          <dt>
            <AssuranceMark t={t} assurance={kind} />
          </dt>
          <dd>{t(`common.meaning_${kind}`)}</dd>
        </div>
      ))}
    </dl>
  )
}
