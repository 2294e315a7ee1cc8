import type { FieldProblem } from '../../errors.ts'
import { FileField } from '../../ui/form/file-field.tsx'
import { Textarea } from '../../ui/form/textarea.tsx'
import type { Words } from '../../words.ts'

/** A certificate as a file, or its text. */
export function DocumentFields({
  t,
  hint,
  accept,
  text,
  problems,
}: {
  t: Words
  hint: string
  accept: string
  text?: string | undefined
  problems?: readonly FieldProblem[] | undefined
}) {
  return (
    <>
      <FileField
        t={t}
        name="file"
        label={t('credentials.file')}
        hint={hint}
        accept={accept}
        problems={problems}
      />
      <Textarea
        t={t}
        name="text"
        label={t('credentials.text')}
        hint={t('credentials.textHint')}
        value={text}
        rows={6}
        optional={true}
      />
    </>
  )
}
