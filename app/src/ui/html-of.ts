import type { HtmlEscapedString } from 'hono/utils/html'

/** A component as the HTML that is sent. Ours never wait, so tests need not either. */
export function htmlOf(element: HtmlEscapedString | Promise<HtmlEscapedString>): string {
  if (element instanceof Promise) throw new TypeError('A component of ui/ waits for something')
  return element.toString()
}
