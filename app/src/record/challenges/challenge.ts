import { randomInt } from 'node:crypto'
import { conflict } from '../../errors.ts'

/** What may be wrong with a line, or that there should be one. */
export type ChallengeKind = 'incorrect' | 'missing' | 'notMine' | 'duplicate'
export const lineKinds = ['incorrect', 'notMine', 'duplicate'] as const satisfies readonly ChallengeKind[]

export type ChallengeState = 'raised' | 'withIssuer' | 'upheld' | 'rejected' | 'withdrawn'
export type ChallengeStep = 'takeUp' | 'uphold' | 'reject' | 'withdraw'

const steps: Record<
  ChallengeStep,
  { readonly from: readonly ChallengeState[]; readonly to: ChallengeState }
> = {
  takeUp: { from: ['raised'], to: 'withIssuer' },
  uphold: { from: ['withIssuer'], to: 'upheld' },
  reject: { from: ['withIssuer'], to: 'rejected' },
  withdraw: { from: ['raised', 'withIssuer'], to: 'withdrawn' },
}

export function isOpen(state: ChallengeState): boolean {
  return state === 'raised' || state === 'withIssuer'
}

/** The state after a step; a step that cannot be taken from here changes nothing. */
export function stateAfter(state: ChallengeState, step: ChallengeStep): ChallengeState {
  const { from, to } = steps[step]
  if (from.includes(state)) return to
  conflict(isOpen(state) ? 'challenge.outOfOrder' : 'challenge.overAlready')
}

/**
 * Policy: how long an issuer has. UK GDPR gives one month to answer whoever asks for something to be put right
 * (article 12(3)).
 */
export const daysToAnswer = 30
const day = 24 * 60 * 60 * 1000

export function dueAfter(raisedAt: Date): Date {
  return new Date(raisedAt.getTime() + daysToAnswer * day)
}

export function isOverdue({ state, dueAt }: { state: ChallengeState; dueAt: Date }, now: Date): boolean {
  return isOpen(state) && dueAt < now
}

/** Crockford's base 32: no I, L, O or U, so that it can be said on the telephone. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** `K7Q2-M4XA`. It opens nothing. */
export function newReference(): string {
  const code = Array.from({ length: 8 }, () => letters[randomInt(32)]).join('')
  return `${code.slice(0, 4)}-${code.slice(4)}`
}
