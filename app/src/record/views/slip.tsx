import type { Child } from 'hono/jsx'
import { DateText } from '../../ui/time.tsx'
import type { WordKey, Words } from '../../words.ts'

/** What one learner is handed: whose it is, number and code in large letters, and what to do, in each language. */
export function Slip({
  inWords,
  organisation,
  name,
  uln,
  code,
  until,
  address,
}: {
  inWords: readonly Words[]
  organisation: string
  name: string
  uln: string
  code: string
  until: Date
  address: string
}) {
  const term = (key: WordKey) => <Term inWords={inWords} of={key} />
  return (
    <section class="slip">
      <div class="slip__head">
        <h2>{name}</h2>
        <p class="slip__from">{organisation}</p>
      </div>
      <dl class="slip__facts">
        <div>
          <dt>{term('record.uln')}</dt>
          <dd class="slip__code">{uln}</dd>
        </div>
        <div>
          <dt>{term('record.code')}</dt>
          <dd class="slip__code">{code}</dd>
        </div>
        <div>
          <dt>{term('record.slipWhere')}</dt>
          <dd>{address}</dd>
        </div>
        <div>
          <dt>{term('record.slipUntil')}</dt>
          <dd>
            <Both inWords={inWords}>{(t) => <DateText t={t} value={until} />}</Both>
          </dd>
        </div>
      </dl>
      <div class="slip__how">
        {inWords.map((t) => (
          <p lang={t.language}>{t('record.slipKeep')}</p>
        ))}
      </div>
    </section>
  )
}

function Term({ inWords, of }: { inWords: readonly Words[]; of: WordKey }) {
  return <Both inWords={inWords}>{(t) => t.say(of)}</Both>
}

function Both({ inWords, children }: { inWords: readonly Words[]; children: (t: Words) => Child }) {
  return (
    <>
      {inWords.map((t, index) => (
        <>
          {index > 0 && ' · '}
          <span lang={t.language}>{children(t)}</span>
        </>
      ))}
    </>
  )
}
