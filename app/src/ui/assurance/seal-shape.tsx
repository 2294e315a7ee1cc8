import type { AssuranceKind } from './assurance.ts'

/**
 * The four shapes, told apart without colour: a scalloped seal with a tick; a round stamp with a signature;
 * a dashed slip of paper with lines; a diamond with a question. Drawn in the current colour; words stand beside.
 */
export function SealShape({
  assurance,
  size = 'small',
}: {
  assurance: AssuranceKind
  size?: 'small' | 'large'
}) {
  return (
    <svg
      class={`seal seal--${assurance} seal--${size}`}
      viewBox="0 0 32 32"
      width="24"
      height="24"
      aria-hidden="true"
      focusable="false"
    >
      {shapes[assurance]}
    </svg>
  )
}

/** Sixteen scallops around a disc, as a notary's wafer has them. */
const scallops = scallopedPath(16, 15, 12.9)

function scallopedPath(count: number, outer: number, inner: number): string {
  const at = (angle: number, radius: number) =>
    `${(16 + radius * Math.sin(angle)).toFixed(2)} ${(16 - radius * Math.cos(angle)).toFixed(2)}`
  const step = (2 * Math.PI) / count
  const curves = Array.from({ length: count }, (_, n) => {
    const middle = (n + 0.5) * step
    return `Q${at(middle, outer + (outer - inner))} ${at((n + 1) * step, inner)}`
  })
  return `M${at(0, inner)}${curves.join('')}Z`
}

const shapes: Record<AssuranceKind, unknown> = {
  verified: (
    <>
      <path class="seal__body" d={scallops} />
      <circle class="seal__ring" cx="16" cy="16" r="10.2" />
      <path class="seal__sign" d="M11.2 16.4l3.3 3.4 6.4-7.2" />
    </>
  ),
  endorsed: (
    <>
      <circle class="seal__line" cx="16" cy="16" r="13" />
      <path
        class="seal__sign"
        d="M8.6 18.6c2.2-6 4.4-9.2 5.7-8.3 1.8 1.2-2.6 9.4-.9 9.9 1.5.4 2.6-4.6 4-4.4 1.1.2-.3 3.6 1 3.7 1.1.1 1.9-1.9 4.6-2.2"
      />
      <path class="seal__thin" d="M9.4 23h13.2" />
    </>
  ),
  selfDeclared: (
    <>
      <path class="seal__dashed" d="M6.5 4.5h13l6 6v17h-19z" />
      <path class="seal__line" d="M19.5 4.5v6h6" />
      <path class="seal__thin" d="M10.5 15.5h11M10.5 19.5h11M10.5 23.5h6.5" />
    </>
  ),
  unconfirmed: (
    <>
      <path class="seal__line" d="M16 2.6L29.4 16 16 29.4 2.6 16z" />
      <path
        class="seal__sign"
        d="M12.9 13.2c0-1.9 1.4-3.1 3.2-3.1 1.9 0 3.2 1.2 3.2 2.8 0 2.4-3.1 2.6-3.1 5"
      />
      <circle class="seal__dot" cx="16.1" cy="21.7" r="1.35" />
    </>
  ),
}
