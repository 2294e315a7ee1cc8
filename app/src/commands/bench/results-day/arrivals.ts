import { setTimeout as sleep } from 'node:timers/promises'
import { type Answer, Visitor } from '../visitor.ts'
import { Dice } from './dice.ts'

/** People who come when they come, however long those before them wait: an open loop. */
export interface ArrivalPlan {
  readonly origin: string
  readonly path: string
  readonly perSecond: number
  /** By this machine's clock, in milliseconds since 1970. */
  readonly from: number
  readonly seconds: number
  /** Each arrival is the next of them. */
  readonly cookies: readonly string[]
  /** How many came before: those who come now come at other instants than they did. */
  readonly came: number
  /** What the page of everybody says from this instant on, and of nobody before; undefined: it says so to nobody. */
  readonly says: string
  readonly saysFrom?: number
  readonly seed: number
}

export interface Arrivals {
  readonly answered: number
  /** No answer, or another than 200; the first in words. */
  readonly failed: number
  readonly firstFailure: string | undefined
  /** Answered before the instant, and said it. */
  readonly early: number
  /** Asked after the instant, and did not say it. */
  readonly late: number
  readonly before: number
  readonly after: number
  /** Asked before and answered after: either is right. */
  readonly across: number
  /** Milliseconds from the instant at which the person came, not from when there was room to ask. */
  readonly times: readonly number[]
}

const mostConnections = 256

export async function arrive(plan: ArrivalPlan): Promise<Arrivals> {
  const { from, perSecond, cookies, says, saysFrom = Number.POSITIVE_INFINITY } = plan
  const visitor = new Visitor(plan.origin, mostConnections)
  const dice = new Dice(plan.seed, plan.came)
  const times: number[] = []
  const counts = { failed: 0, early: 0, late: 0, before: 0, after: 0, across: 0 }
  let firstFailure: string | undefined
  const underWay = new Set<Promise<void>>()

  async function come(due: number, cookie: string | undefined): Promise<void> {
    const asked = Date.now()
    const answer = await visitor.get(plan.path, cookie).catch((error: Error) => error)
    const answered = Date.now()
    times.push(answered - due)
    const problem = problemOf(answer)
    if (problem !== undefined) {
      counts.failed += 1
      firstFailure ??= problem
      return
    }
    const said = (answer as Answer).body.includes(says)
    if (asked > saysFrom) {
      counts.after += 1
      if (!said) counts.late += 1
    } else if (answered < saysFrom) {
      counts.before += 1
      if (said) counts.early += 1
    } else counts.across += 1
  }

  // As many a second on average, but not evenly: people do not wait for each other's turn.
  const gap = () => (-Math.log(1 - dice.below(1_000_000) / 1_000_000) * 1000) / perSecond
  const end = from + plan.seconds * 1000
  let next = 0
  for (let due = from + gap(); due < end; due += gap()) {
    while (Date.now() < due) await sleep(Math.max(1, Math.floor(due - Date.now())))
    const coming = come(due, cookies[next++ % cookies.length])
    underWay.add(coming)
    void coming.finally(() => underWay.delete(coming))
  }
  await Promise.all(underWay)
  visitor.close()
  return { ...counts, answered: times.length, firstFailure, times }
}

function problemOf(answer: Answer | Error): string | undefined {
  if (answer instanceof Error) return answer.message
  return answer.status === 200 ? undefined : `answered ${answer.status}`
}
