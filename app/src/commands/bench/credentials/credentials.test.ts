import { expect, test } from 'vitest'
import { bare, digitalBazaar, jose, ours } from './implementations.ts'
import { measureActs } from './measure-acts.ts'
import { makeParties } from './parties.ts'

test('every implementation issues and verifies the same credential', async () => {
  const parties = await makeParties()
  const all = [
    await ours(parties, 'eddsa-rdfc-2022'),
    await ours(parties, 'eddsa-jcs-2022'),
    await digitalBazaar(parties),
    await jose(parties),
    bare('Ed25519'),
    bare('P-256'),
  ]
  for (const { issue, verify } of all) {
    expect(await issue()).toBeDefined()
    // Each throws unless it verifies.
    await verify()
  }
})

test('a rate is acts by seconds of the processor', async () => {
  const burn = (milliseconds: number) => () => {
    const until = process.cpuUsage().user + milliseconds * 1_000
    while (process.cpuUsage().user < until);
  }
  const rates = await measureActs({ slow: burn(2), quick: burn(0.5) }, 0.1)
  expect(rates.quick / rates.slow).toBeGreaterThan(1.5)
})
