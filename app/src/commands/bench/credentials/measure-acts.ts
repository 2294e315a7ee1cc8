import type { Act } from './implementations.ts'

const rounds = 5

/**
 * How often each act can be done in a second of one core, one at a time: what counts is the processor time of this
 * process with all its threads, so that whatever else the machine does changes little. They take turns; the median
 * of the rounds counts.
 */
export async function measureActs<Name extends string>(
  acts: Readonly<Record<Name, Act>>,
  seconds: number,
): Promise<Record<Name, number>> {
  const names = Object.keys(acts) as Name[]
  // Contexts are read, code is compiled.
  for (const name of names) await rateOf(acts[name], seconds / 10)
  const found = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) found[name].push(await rateOf(acts[name], seconds / rounds))
  }
  return Object.fromEntries(names.map((name) => [name, median(found[name])])) as Record<Name, number>
}

async function rateOf(act: Act, seconds: number): Promise<number> {
  const started = process.cpuUsage()
  const spent = () => {
    const { user, system } = process.cpuUsage(started)
    return (user + system) / 1_000_000
  }
  let done = 0
  while (spent() < seconds) {
    for (let turn = 0; turn < 10; turn += 1) await act()
    done += 10
  }
  return done / spent()
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
}
