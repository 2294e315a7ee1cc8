import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AppError } from '../../src/errors.ts'
import { rejectChallenge, takeUpChallenge, upholdChallenge } from '../../src/record/challenges/answer.ts'
import type { ChallengeState } from '../../src/record/challenges/challenge.ts'
import { ownChallenges } from '../../src/record/challenges/own-challenges.ts'
import { raiseChallenge, raiseForLearner } from '../../src/record/challenges/raise.ts'
import { withdrawForLearner, withdrawOwnChallenge } from '../../src/record/challenges/withdraw.ts'
import { challengesAt } from '../../src/record/challenges/work-list.ts'
import { ownRecord } from '../../src/record/own/own-record.ts'
import { createChallengeWorld } from './world.ts'

const { app, clock, people, meridian, severn, school, learnerId } = await createChallengeWorld()
const [amina, helen, ivan, carys, tom] = [
  await people.amina.actor(),
  await people.helen.actor(),
  await people.ivan.actor(),
  await people.carys.actor(),
  await people.tom.actor(),
]
const eventIds = (await ownRecord(app, amina)).map(({ eventId }) => eventId)

/** What a plain list of challenges and lines would say. */
interface Model {
  readonly challenges: { id: string; event: number; state: ChallengeState; byStaff: boolean }[]
  readonly versions: number[]
  readonly grades: string[]
  readonly withdrawn: boolean[]
}

type Step =
  | { do: 'raise'; event: number; byStaff: boolean }
  | { do: 'takeUp' | 'correct' | 'withdrawLine' | 'reject' | 'takeBack' | 'strangerAnswers'; which: number }
  | { do: 'staffTakesBack' | 'tutorRaises'; which: number }

const which = fc.nat(5)
const steps = fc.array(
  fc.oneof<fc.Arbitrary<Step>[]>(
    fc.record({ do: fc.constant('raise'), event: fc.nat(1), byStaff: fc.boolean() }),
    fc.record({ do: fc.constantFrom('takeUp', 'takeUp', 'correct', 'reject', 'takeBack'), which }),
    fc.record({ do: fc.constantFrom('withdrawLine', 'strangerAnswers'), which }),
    fc.record({ do: fc.constantFrom('staffTakesBack', 'tutorRaises'), which }),
  ),
  { minLength: 4, maxLength: 14 },
)

/** The code of a refusal; what is no refusal is a bug. */
async function outcomeOf(act: () => Promise<unknown>): Promise<string> {
  try {
    await act()
    return 'done'
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
}

const isOpen = (state: ChallengeState) => state === 'raised' || state === 'withIssuer'
const grades = ['1', '2', '3', '4', '5', '6', '8', '9']

test('any order of steps comes to what the model says, and nothing else ever changes a value', async () => {
  let serial = 0
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      // Nobody may raise too many a day.
      clock.advance({ days: 1 })
      const lines = await ownRecord(app, amina)
      const line = (event: number) => lines.find(({ eventId }) => eventId === eventIds[event])
      const model: Model = {
        challenges: [],
        versions: [0, 1].map((event) => line(event)?.version ?? 0),
        grades: [0, 1].map((event) => line(event)?.grade ?? ''),
        withdrawn: [0, 1].map((event) => line(event)?.change === 'withdrawn'),
      }
      for (const step of all) {
        serial += 1
        clock.advance({ minutes: 1 })
        await take(model, step, serial)
      }
      await compare(model)
      for (const { id, state, byStaff } of model.challenges) {
        if (!isOpen(state)) continue
        if (byStaff) await withdrawForLearner(app, carys, school, id)
        else await withdrawOwnChallenge(app, amina, id)
      }
    }),
    { numRuns: Number(process.env['CHALLENGE_RUNS'] ?? 12), endOnFailure: true },
  )
})

async function take(model: Model, step: Step, serial: number): Promise<void> {
  if (step.do === 'raise') return raise(model, step)
  if (step.do === 'tutorRaises') {
    const tried = raiseForLearner(app, tom, school, learnerId, said(step.which % 2))
    expect(await outcomeOf(() => tried)).toBe('forbidden')
    return
  }
  const challenge = model.challenges[step.which]
  if (!challenge) return
  const { id, event, state, byStaff } = challenge
  const reason = `Reason ${serial}`
  const settle = async (act: () => Promise<unknown>, from: readonly ChallengeState[], to: ChallengeState) => {
    expect(await outcomeOf(act)).toBe(from.includes(state) ? 'done' : 'conflict')
    if (from.includes(state)) challenge.state = to
  }
  if (step.do === 'takeUp') {
    await settle(() => takeUpChallenge(app, helen, meridian, id), ['raised'], 'withIssuer')
  } else if (step.do === 'reject') {
    await settle(() => rejectChallenge(app, helen, meridian, id, { reason }), ['withIssuer'], 'rejected')
  } else if (step.do === 'correct') {
    const grade = grades.find((one, at) => at >= serial % 7 && one !== model.grades[event]) ?? '5'
    const remedy = { kind: 'correct', grade, awardDate: '2026-08-20', status: 'final' } as const
    await settle(
      () => upholdChallenge(app, helen, meridian, id, { reason, remedy }),
      ['withIssuer'],
      'upheld',
    )
    if (state === 'withIssuer') changed(model, event, { grade, withdrawn: false })
  } else if (step.do === 'withdrawLine') {
    // A line that is withdrawn already cannot be withdrawn again: the challenge stays with the issuer.
    const from: ChallengeState[] = model.withdrawn[event] ? [] : ['withIssuer']
    const remedy = { kind: 'withdraw' } as const
    await settle(() => upholdChallenge(app, helen, meridian, id, { reason, remedy }), from, 'upheld')
    if (from.includes(state)) changed(model, event, { withdrawn: true })
  } else if (step.do === 'strangerAnswers') {
    const tries = [
      () => takeUpChallenge(app, ivan, severn, id),
      () => rejectChallenge(app, ivan, severn, id, { reason }),
      () => upholdChallenge(app, ivan, severn, id, { reason, remedy: { kind: 'withdraw' } }),
      () => rejectChallenge(app, ivan, meridian, id, { reason }),
    ]
    for (const tried of tries) expect(await outcomeOf(tried)).toBe('not_found')
  } else if (step.do === 'takeBack') {
    const tried = () => withdrawOwnChallenge(app, amina, id)
    if (byStaff) expect(await outcomeOf(tried)).toBe('forbidden')
    else await settle(tried, ['raised', 'withIssuer'], 'withdrawn')
  } else {
    const tried = () => withdrawForLearner(app, carys, school, id)
    if (byStaff) await settle(tried, ['raised', 'withIssuer'], 'withdrawn')
    else expect(await outcomeOf(tried)).toBe('not_found')
  }
}

function said(event: number) {
  return { kind: 'incorrect', eventId: eventIds[event] ?? '', said: 'Something is not right here.' } as const
}

async function raise(model: Model, { event, byStaff }: { event: number; byStaff: boolean }): Promise<void> {
  const open = model.challenges.some((one) => one.event === event && isOpen(one.state))
  const act = () =>
    byStaff
      ? raiseForLearner(app, carys, school, learnerId, said(event))
      : raiseChallenge(app, amina, said(event))
  if (open) {
    expect(await outcomeOf(act)).toBe('conflict')
    return
  }
  const { challengeId: id } = await act()
  model.challenges.push({ id, event, state: 'raised', byStaff })
}

function changed(model: Model, event: number, now: { grade?: string; withdrawn: boolean }): void {
  model.versions[event] = (model.versions[event] ?? 0) + 1
  if (now.grade !== undefined) model.grades[event] = now.grade
  model.withdrawn[event] = now.withdrawn
}

/** What everybody sees: the record, the learner's list, the issuer's and the provider's work lists. */
async function compare(model: Model): Promise<void> {
  const record = await ownRecord(app, amina)
  for (const event of [0, 1]) {
    const line = record.find(({ eventId }) => eventId === eventIds[event])
    const isChallenged = model.challenges.some((one) => one.event === event && isOpen(one.state))
    expect([line?.version, line?.change === 'withdrawn', line?.challengedSince !== null]).toEqual([
      model.versions[event],
      model.withdrawn[event],
      isChallenged,
    ])
    if (!model.withdrawn[event]) expect(line?.grade).toBe(model.grades[event])
    // What it ever said stays in its history.
    expect(line?.history.map(({ version }) => version)).toEqual(
      Array.from({ length: model.versions[event] ?? 0 }, (_, index) => index + 1),
    )
  }
  const own = new Map((await ownChallenges(app, amina)).map((one) => [one.challengeId, one.state]))
  const atIssuer = await challengesAt(app, helen, meridian)
  const atSchool = await challengesAt(app, carys, school)
  for (const { id, state, byStaff } of model.challenges) {
    expect(own.get(id)).toBe(state)
    const list = isOpen(state) ? atIssuer.toAnswer : atIssuer.answered
    expect(list.find(({ challengeId }) => challengeId === id)?.state).toBe(state)
    const raised = atSchool.raisedHere.find(({ challengeId }) => challengeId === id)
    expect(raised?.state).toBe(byStaff ? state : undefined)
  }
}
