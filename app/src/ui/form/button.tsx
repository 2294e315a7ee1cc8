import type { Child } from 'hono/jsx'

export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger'

/** One `primary` a page. `label` names it where the visible text alone does not ("Stop" … the share with Acme). */
export function Button({
  look = 'primary',
  type = 'submit',
  name,
  value,
  formaction,
  label,
  lang,
  children,
}: {
  look?: ButtonLook | undefined
  type?: 'submit' | 'button' | undefined
  name?: string | undefined
  value?: string | undefined
  formaction?: string | undefined
  label?: string | undefined
  lang?: string | undefined
  children: Child
}) {
  return (
    <button
      class={`button button--${look}`}
      type={type}
      name={name}
      value={value}
      formaction={formaction}
      aria-label={label}
      lang={lang}
    >
      {children}
    </button>
  )
}

/** A link that stands where a button would: it goes somewhere and changes nothing. */
export function ButtonLink({
  look = 'primary',
  href,
  label,
  download,
  children,
}: {
  look?: ButtonLook | undefined
  href: string
  label?: string | undefined
  download?: boolean | undefined
  children: Child
}) {
  return (
    <a class={`button button--${look}`} href={href} aria-label={label} download={download ? '' : undefined}>
      {children}
    </a>
  )
}

/** Buttons beside each other, below a form or a thing. */
export function Actions({ children }: { children: Child }) {
  return <div class="actions">{children}</div>
}
