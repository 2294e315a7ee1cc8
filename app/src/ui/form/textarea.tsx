import { type FieldBasics, FieldFrame, wire } from './field-parts.tsx'

/** Text of several lines. `long` sets it in the serif in which it will be read. */
export function Textarea(
  props: FieldBasics & {
    value?: string | undefined
    rows?: number | undefined
    maxlength?: number | undefined
    lang?: string | undefined
    long?: boolean | undefined
  },
) {
  const wiring = wire(props)
  return (
    <FieldFrame basics={props} wiring={wiring}>
      <textarea
        class={props.long ? 'control control--long' : 'control'}
        id={wiring.id}
        name={props.name}
        rows={props.rows ?? (props.long ? 10 : 5)}
        maxlength={props.maxlength}
        lang={props.lang}
        {...wiring.described}
      >
        {props.value ?? ''}
      </textarea>
    </FieldFrame>
  )
}
