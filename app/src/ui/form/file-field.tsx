import { type FieldBasics, FieldFrame, wire } from './field-parts.tsx'

/** A file from this device. With script it is also a place to drop one on. Put it in a form with `upload`. */
export function FileField(
  props: FieldBasics & {
    /** `.csv,text/csv`: what the file window offers; the server decides. */
    accept?: string | undefined
    multiple?: boolean | undefined
  },
) {
  const wiring = wire(props)
  return (
    <FieldFrame basics={props} wiring={wiring}>
      <file-drop
        class="file-drop"
        data-prompt={props.t(props.multiple ? 'common.dropFiles' : 'common.dropFile')}
        data-chosen={props.t('common.fileChosen', { name: '{name}' })}
        data-one-only={props.t('common.dropOneOnly')}
      >
        <input
          class="file-drop__input"
          type="file"
          id={wiring.id}
          name={props.name}
          accept={props.accept}
          multiple={props.multiple}
          {...wiring.described}
        />
      </file-drop>
    </FieldFrame>
  )
}
