/** With script, what such a button does leaves one where one is. */
export function StayButton({
  act,
  label,
  children,
}: {
  act: string
  label?: string | undefined
  children: string
}) {
  return (
    <button class="button button--quiet" type="submit" name="act" value={act} aria-label={label} data-stay="">
      {children}
    </button>
  )
}
