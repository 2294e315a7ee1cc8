import type { App } from '../../app.ts'
import { attachHeld } from '../results/attach-held.ts'

/** One job for some hundred newcomers: most have no results that wait, and begun again it finds the rest. */
export async function attachHeldOfMany(
  app: App,
  { learnerIds }: { learnerIds: readonly string[] },
): Promise<void> {
  for (const learnerId of learnerIds) await attachHeld(app, { learnerId })
}
