import type { Child } from 'hono/jsx'

/** Small facts about one thing on one quiet line, with dots between them; what is empty is left out. */
export function FactLine({ facts }: { facts: readonly (Child | undefined)[] }) {
  const said = facts.filter((fact) => fact !== undefined && fact !== null && fact !== '')
  if (said.length === 0) return null
  return (
    <ul class="fact-line">
      {said.map((fact) => (
        <li>{fact}</li>
      ))}
    </ul>
  )
}
