import type { Child } from 'hono/jsx'
import { type FieldBasics, wire } from './field-parts.tsx'
import { QuestionSet } from './fieldset.tsx'

export interface Choice {
  value: string
  label: Child
  hint?: Child | undefined
  lang?: string | undefined
  /** When it cannot be chosen: the reason, shown with it. */
  unavailable?: Child | undefined
}

/** One of a few. */
export function Radios(props: FieldBasics & { choices: readonly Choice[]; value?: string | undefined }) {
  return (
    <Choices basics={props} type="radio" choices={props.choices} chosen={props.value ? [props.value] : []} />
  )
}

/** Any of a few: the form sends the name once for each chosen one. */
export function Checkboxes(
  props: FieldBasics & { choices: readonly Choice[]; values?: readonly string[] | undefined },
) {
  return <Choices basics={props} type="checkbox" choices={props.choices} chosen={props.values ?? []} />
}

function Choices({
  basics,
  type,
  choices,
  chosen,
}: {
  basics: FieldBasics
  type: 'radio' | 'checkbox'
  choices: readonly Choice[]
  chosen: readonly string[]
}) {
  const wiring = wire(basics)
  return (
    <QuestionSet basics={basics} wiring={wiring}>
      <div class="choices">
        {choices.map((choice, index) => {
          // The error summary links to the field: that is its first control.
          const id = index === 0 ? wiring.id : `${wiring.id}-${index + 1}`
          const note = choice.unavailable ?? choice.hint
          return (
            <div class="choice">
              <input
                class="choice__control"
                type={type}
                id={id}
                name={basics.name}
                value={choice.value}
                checked={chosen.includes(choice.value)}
                disabled={choice.unavailable !== undefined}
                aria-describedby={note ? `${id}-note` : undefined}
                aria-invalid={type === 'checkbox' ? wiring.described['aria-invalid'] : undefined}
              />
              <label class="choice__label" for={id} lang={choice.lang}>
                {choice.label}
              </label>
              {note && (
                <p class="choice__note" id={`${id}-note`}>
                  {note}
                </p>
              )}
            </div>
          )
        })}
      </div>
    </QuestionSet>
  )
}

/** A single yes: "I understand that a copy cannot be called back". Sends `yes`. */
export function Checkbox(props: FieldBasics & { checked?: boolean | undefined }) {
  const wiring = wire(props)
  return (
    <div class={wiring.problem ? 'field field--problem' : 'field'}>
      {wiring.problem && (
        <p class="field__problem" id={`${wiring.id}-problem`}>
          <span class="visually-hidden">{props.t('common.problem')}: </span>
          {wiring.problem}
        </p>
      )}
      <div class="choice">
        <input
          class="choice__control"
          type="checkbox"
          id={wiring.id}
          name={props.name}
          value="yes"
          checked={props.checked}
          {...wiring.described}
        />
        <label class="choice__label" for={wiring.id}>
          {props.label}
        </label>
        {props.hint && (
          <p class="choice__note" id={`${wiring.id}-hint`}>
            {props.hint}
          </p>
        )}
      </div>
    </div>
  )
}
