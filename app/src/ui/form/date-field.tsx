import { type FieldBasics, wire } from './field-parts.tsx'
import { QuestionSet } from './fieldset.tsx'

export interface DateParts {
  day?: string | undefined
  month?: string | undefined
  year?: string | undefined
}

/** The names that a date field sends: `birthDate-day`, `birthDate-month`, `birthDate-year`. */
export function datePartNames(name: string): { day: string; month: string; year: string } {
  return { day: `${name}-day`, month: `${name}-month`, year: `${name}-year` }
}

/** `2019-09-12` as the three boxes show it, for a first answer that comes from the database. */
export function datePartsOf(value: string | undefined): DateParts {
  const [year, month, day] = (value ?? '').split('-')
  return { day: day && String(Number(day)), month: month && String(Number(month)), year: year || undefined }
}

/** A known date in three boxes: typed faster and with fewer mistakes than it is picked. */
export function DateField(
  props: FieldBasics & { value?: DateParts | undefined; birthday?: boolean | undefined },
) {
  const wiring = wire(props)
  const names = datePartNames(props.name)
  const parts = ['day', 'month', 'year'] as const
  return (
    <QuestionSet basics={props} wiring={wiring}>
      <div class="date-field">
        {parts.map((part) => {
          const id = part === 'day' ? wiring.id : `${wiring.id}-${part}`
          return (
            <div>
              <label class="date-field__label" for={id}>
                {props.t(`common.${part}`)}
              </label>
              <input
                class={`control control--${part === 'year' ? 'year' : 'two'}`}
                id={id}
                name={names[part]}
                value={props.value?.[part]}
                inputmode="numeric"
                autocomplete={props.birthday ? `bday-${part}` : undefined}
                aria-invalid={wiring.described['aria-invalid']}
              />
            </div>
          )
        })}
      </div>
    </QuestionSet>
  )
}
