import type { PropsWithChildren } from 'hono/jsx'
import type { Frame } from '../frame.ts'

/** The name of the hidden field that proves that our own page sent a form. */
export const csrfField = 'csrf'

/** A form of ours: always a POST, always with the token. Browser validation is off: the server says it better. */
export function Form({
  frame,
  action,
  upload,
  id,
  class: className,
  children,
}: PropsWithChildren<{
  frame: Pick<Frame, 'csrf'>
  /** Left out: the address of the page itself. */
  action?: string | undefined
  /** True for forms with files. */
  upload?: boolean | undefined
  id?: string | undefined
  class?: string | undefined
}>) {
  return (
    <form
      method="post"
      action={action}
      id={id}
      class={className ?? 'form'}
      enctype={upload ? 'multipart/form-data' : undefined}
      novalidate={true}
    >
      <input type="hidden" name={csrfField} value={frame.csrf} />
      {children}
    </form>
  )
}
