import type { Child } from 'hono/jsx'

/** Counts that belong together, side by side: the figure large, what is said after it small. */
export function Figures({
  figures,
}: {
  figures: readonly {
    term: Child
    /** Begins with the figure: "3", "3, of which 1 still waits". */
    value: string
    /** Somebody has to look: set off, and the words say why elsewhere. */
    attention?: boolean | undefined
  }[]
}) {
  return (
    <dl class="figures">
      {figures.map(({ term, value, attention }) => {
        const [, figure = '', rest = ''] = /^(\d*)([^]*)$/.exec(value) ?? []
        return (
          <div class={attention ? 'figures__one figures__one--attention' : 'figures__one'}>
            <dt>{term}</dt>
            <dd>
              <span class="figures__figure">{figure}</span>
              {rest}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
