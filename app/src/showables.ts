import { itemShowable } from './portfolio/item-showable.tsx'
import type { Showable, Showables } from './portfolio/showable.ts'
import { recordShowable } from './record/showable.tsx'

/** Everything that a portfolio page can show. A noun adds its own here, so that none has to know the others. */
const registered: readonly Showable[] = [itemShowable, recordShowable]

export const showables: Showables = new Map(registered.map((showable) => [showable.kind, showable]))
