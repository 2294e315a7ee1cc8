import { type FieldBasics, FieldFrame, wire } from './field-parts.tsx'

/** One line of text. `width` says how much is expected: a postcode's box is not as wide as a title's. */
export function Field(
  props: FieldBasics & {
    type?: 'text' | 'email' | 'password' | 'search' | 'tel' | 'url' | undefined
    value?: string | undefined
    autocomplete?: string | undefined
    inputmode?: 'text' | 'numeric' | 'decimal' | 'email' | 'tel' | 'url' | 'search' | undefined
    width?: 'short' | 'medium' | 'full' | undefined
    /** Names and codes are not words to correct. */
    spellcheck?: boolean | undefined
    maxlength?: number | undefined
    lang?: string | undefined
  },
) {
  const wiring = wire(props)
  return (
    <FieldFrame basics={props} wiring={wiring}>
      <input
        class={`control control--${props.width ?? 'full'}`}
        id={wiring.id}
        name={props.name}
        type={props.type ?? 'text'}
        value={props.value}
        autocomplete={props.autocomplete}
        inputmode={props.inputmode}
        spellcheck={props.spellcheck}
        autocapitalize={props.spellcheck === false ? 'none' : undefined}
        maxlength={props.maxlength}
        lang={props.lang}
        {...wiring.described}
      />
    </FieldFrame>
  )
}
