import type { Showable, Showables } from './portfolio/showable.ts'

/** What a portfolio page can show: each noun registers its own here. */
const all: readonly Showable[] = []

export const showables: Showables = new Map(all.map((showable) => [showable.kind, showable]))
