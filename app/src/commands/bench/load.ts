import { type Figures, figuresOf } from './figures.ts'
import { type ArrivalPlan, arrive } from './results-day/arrivals.ts'
import { type Answer, Visitor } from './visitor.ts'

/** One thing to ask for, and what the page has to say. */
export interface Target {
  readonly path: string
  /** Of who asks; left out where everybody who comes is new. */
  readonly cookie?: string
  readonly says: readonly string[]
  readonly saysNot?: string
}

export interface Plan {
  readonly origin: string
  /** `open` presses *open* as a new visitor and gets the page that follows; both together count as one. */
  readonly act: 'open' | 'get'
  readonly targets: readonly Target[]
  readonly connections: number
  /** Until then; or each target once. */
  readonly seconds: number | 'eachOnce'
}

export interface Load {
  readonly figures: Figures
  readonly answered: number
  /** Of the compressed page, on average. */
  readonly bytes: number
  /** Answers that were not what was asked for; the first of them in words. */
  readonly wrong: number
  readonly firstWrong: string | undefined
  /** The cookie of the last visitor to each target. */
  readonly cookies: readonly (string | undefined)[]
}

/** Carries out what the process that started this one sends, one plan at a time. */
export function obeyPlans(): void {
  process.on('message', (plan: Plan | ArrivalPlan) => {
    const done: Promise<unknown> = 'perSecond' in plan ? arrive(plan) : run(plan)
    done.then(
      (load) => process.send?.({ load }),
      (error: Error) => process.send?.({ failure: error.message }),
    )
  })
  process.on('disconnect', () => process.exit())
}

/** So many at a time; each begins as soon as the one before it is answered. */
async function run(plan: Plan): Promise<Load> {
  const visitor = new Visitor(plan.origin, plan.connections)
  const times: number[] = []
  const cookies: (string | undefined)[] = plan.targets.map(({ cookie }) => cookie)
  let begun = 0
  let bytes = 0
  let wrong = 0
  let firstWrong: string | undefined
  const start = performance.now()
  const isOver = () =>
    plan.seconds === 'eachOnce'
      ? begun >= plan.targets.length
      : performance.now() - start >= plan.seconds * 1000

  async function one(): Promise<void> {
    while (!isOver()) {
      const index = begun++ % plan.targets.length
      const target = plan.targets[index]
      if (!target) return
      const from = performance.now()
      const { answer, cookie } = await ask(visitor, plan, target)
      times.push(performance.now() - from)
      bytes += answer.size
      cookies[index] = cookie
      const problem = problemOf(answer, target)
      if (problem === undefined) continue
      wrong += 1
      firstWrong ??= problem
    }
  }
  await Promise.all(Array.from({ length: plan.connections }, one))
  visitor.close()
  const seconds = (performance.now() - start) / 1000
  return {
    figures: figuresOf(times, seconds),
    answered: times.length,
    bytes: Math.round(bytes / Math.max(1, times.length)),
    wrong,
    firstWrong,
    cookies,
  }
}

async function ask(
  visitor: Visitor,
  { act }: Plan,
  { path, cookie }: Target,
): Promise<{ answer: Answer; cookie: string | undefined }> {
  if (act === 'get') return { answer: await visitor.get(path, cookie), cookie }
  const pressed = await visitor.press(`${path}/opening`)
  const made = pressed.headers['set-cookie']?.[0]?.split(';')[0]
  if (pressed.status !== 303 || made === undefined) return { answer: pressed, cookie: undefined }
  return { answer: await visitor.get(path, made), cookie: made }
}

function problemOf({ status, body }: Answer, { path, says, saysNot }: Target): string | undefined {
  if (status !== 200) return `${path} answered ${status}`
  if (saysNot !== undefined && body.includes(saysNot)) return `${path} says "${saysNot}"`
  const missing = says.find((text) => !body.includes(text))
  return missing === undefined ? undefined : `${path} does not say "${missing}"`
}
