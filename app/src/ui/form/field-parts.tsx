import type { Child } from 'hono/jsx'
import type { FieldProblem } from '../../errors.ts'
import type { Words } from '../../words.ts'

/** What every field of a form has in common. `problems` is the whole list: a field finds its own. */
export interface FieldBasics {
  t: Words
  name: string
  label: Child
  hint?: Child | undefined
  problems?: readonly FieldProblem[] | undefined
  /** Says "(optional)" after the label: most fields are needed, so the exception is marked. */
  optional?: boolean | undefined
  /** Kept from the last answer; two fields of the same name on one page need different ones. */
  id?: string | undefined
}

/** The id of a field's first control: the error summary links to it. */
export function fieldId(name: string): string {
  return `f-${name.replace(/[^A-Za-z0-9_-]+/g, '-')}`
}

export function problemOf({
  t,
  name,
  problems,
}: Pick<FieldBasics, 't' | 'name' | 'problems'>): string | undefined {
  const own = problems?.find((problem) => problem.field === name)
  return own && t.say(own.key, own.values)
}

export interface FieldWiring {
  id: string
  problem: string | undefined
  /** Goes on the control (or the fieldset): ties label, hint and problem to it. */
  described: { 'aria-describedby'?: string; 'aria-invalid'?: 'true' }
}

export function wire(basics: FieldBasics): FieldWiring {
  const id = basics.id ?? fieldId(basics.name)
  const problem = problemOf(basics)
  const by = [basics.hint ? `${id}-hint` : '', problem ? `${id}-problem` : ''].filter(Boolean).join(' ')
  return {
    id,
    problem,
    described: { ...(by && { 'aria-describedby': by }), ...(problem && { 'aria-invalid': 'true' as const }) },
  }
}

export function Hint({ id, children }: { id: string; children: Child }) {
  return (
    <p class="field__hint" id={`${id}-hint`}>
      {children}
    </p>
  )
}

export function Problem({ t, id, text }: { t: Words; id: string; text: string }) {
  return (
    <p class="field__problem" id={`${id}-problem`}>
      <span class="visually-hidden">{t('common.problem')}: </span>
      {text}
    </p>
  )
}

export function LabelText({ t, label, optional }: Pick<FieldBasics, 't' | 'label' | 'optional'>) {
  return (
    <>
      {label}
      {optional && <span class="field__optional"> {t('common.optional')}</span>}
    </>
  )
}

/** Label, hint and problem above one control. */
export function FieldFrame({
  basics,
  wiring,
  children,
}: {
  basics: FieldBasics
  wiring: FieldWiring
  children: Child
}) {
  return (
    <div class={wiring.problem ? 'field field--problem' : 'field'}>
      <label class="field__label" for={wiring.id}>
        <LabelText {...basics} />
      </label>
      {basics.hint && <Hint id={wiring.id}>{basics.hint}</Hint>}
      {wiring.problem && <Problem t={basics.t} id={wiring.id} text={wiring.problem} />}
      {children}
    </div>
  )
}
