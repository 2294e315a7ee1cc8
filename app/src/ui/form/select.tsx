import { type FieldBasics, FieldFrame, wire } from './field-parts.tsx'

export interface Option {
  value: string
  label: string
  lang?: string | undefined
}

/** One of many. For up to six or so, radios are easier to read. */
export function Select(
  props: FieldBasics & {
    options: readonly Option[]
    value?: string | undefined
    /** The first line while nothing is chosen. */
    empty?: string | undefined
    autocomplete?: string | undefined
  },
) {
  const wiring = wire(props)
  return (
    <FieldFrame basics={props} wiring={wiring}>
      <select
        class="control control--select"
        id={wiring.id}
        name={props.name}
        autocomplete={props.autocomplete}
        {...wiring.described}
      >
        {props.empty !== undefined && <option value="">{props.empty}</option>}
        {props.options.map((option) => (
          <option value={option.value} lang={option.lang} selected={option.value === props.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  )
}
