import type { Child, PropsWithChildren } from 'hono/jsx'
import { type FieldBasics, type FieldWiring, Hint, LabelText, Problem } from './field-parts.tsx'

/** Several fields under one question. */
export function Fieldset({
  legend,
  hint,
  children,
}: PropsWithChildren<{ legend: Child; hint?: Child | undefined }>) {
  return (
    <fieldset class="fieldset">
      <legend class="fieldset__legend">{legend}</legend>
      {hint && <p class="field__hint">{hint}</p>}
      {children}
    </fieldset>
  )
}

/** The question above radios, checkboxes or the parts of a date. */
export function QuestionSet({
  basics,
  wiring,
  children,
}: {
  basics: FieldBasics
  wiring: FieldWiring
  children: Child
}) {
  const describedBy = wiring.described['aria-describedby']
  return (
    <fieldset class={wiring.problem ? 'field field--problem' : 'field'} aria-describedby={describedBy}>
      <legend class="field__label">
        <LabelText {...basics} />
      </legend>
      {basics.hint && <Hint id={wiring.id}>{basics.hint}</Hint>}
      {wiring.problem && <Problem t={basics.t} id={wiring.id} text={wiring.problem} />}
      {children}
    </fieldset>
  )
}
