/** With script, what such a button does leaves one where one is. */
export function StayButton({
  act,
  label,
  focused,
  tool,
  children,
}: {
  act: string
  label?: string | undefined
  /** It was pressed last: the keyboard goes on from here. */
  focused?: boolean | undefined
  /** One of the small tools at a part, with its sign. */
  tool?: 'up' | 'down' | 'remove' | undefined
  children: string
}) {
  return (
    <button
      class={tool ? `tool tool--${tool}` : 'button button--quiet'}
      type="submit"
      name="act"
      value={act}
      aria-label={label}
      data-stay=""
      autofocus={focused}
    >
      {children}
    </button>
  )
}
