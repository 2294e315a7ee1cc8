import type { SystemActor } from '../../../identity/actor.ts'

export const actor: SystemActor = { kind: 'system', name: 'bench results-day' }
