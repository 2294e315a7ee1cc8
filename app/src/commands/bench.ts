import type { Command } from 'commander'
import { wholeNumber } from './bench/whole-number.ts'
import type { CredentialsOptions } from './bench/credentials/credentials.ts'
import type { Leap2aOptions } from './bench/leap2a.ts'
import type { BenchOptions } from './bench/pages.ts'
import type { ResultsDayOptions } from './bench/results-day/results-day.ts'
import { share } from './bench/share.ts'
import { action } from './command.ts'

export function register(program: Command): void {
  const bench = program.command('bench').description('measure how much this machine carries')
  bench
    .command('pages')
    .description('make learners with shared pages, start a server on them and open the pages')
    .option('--seconds <n>', 'for how long each figure is measured', wholeNumber, 10)
    .option('--shares <n>', 'how many learners, each with one share', wholeNumber, 1000)
    .option(
      '--configured',
      'on the configured database, where the made-up learners stay; else on one of its own',
    )
    .option('--calm', 'wait until nobody else uses the machine, and measure again what was disturbed')
    .option('--json', 'print the figures as JSON')
    .action(
      action(async (config, options: BenchOptions) => {
        const { benchPages } = await import('./bench/pages.ts')
        await benchPages(config, options)
      }),
    )
  bench
    .command('results-day')
    .description("load a country's results under embargo, release them and read them as learners do")
    .option('--learners <n>', 'how many are registered', wholeNumber, 700_000)
    .option('--results <n>', 'how many rows the files have', wholeNumber, 6_000_000)
    .option('--readers <n>', 'how many of the learners have an account, and look', wholeNumber, 200_000)
    .option('--rate <n>', 'how many of them come a second around the release', wholeNumber, 1_100)
    .option('--seconds <n>', 'for how long each other figure of reading is measured', wholeNumber, 10)
    .option('--naive-rows <n>', 'how many rows are loaded one by one beside it', wholeNumber, 2_000)
    .option('--seed <n>', 'another country', wholeNumber, 1)
    .option('--scale <share>', 'all of it smaller, down to 0.001, for a try', share, 1)
    .option('--json', 'print the figures as JSON')
    .action(
      action(async (config, options: ResultsDayOptions) => {
        const { benchResultsDay } = await import('./bench/results-day/results-day.ts')
        await benchResultsDay(config, options)
      }),
    )
  bench
    .command('credentials')
    .description('issue and verify an Open Badge here and with the libraries that others use')
    .option('--seconds <n>', 'for how long each figure is measured', wholeNumber, 10)
    .option('--json', 'print the figures as JSON')
    .action(
      action(async (_config, options: CredentialsOptions) => {
        const { benchCredentials } = await import('./bench/credentials/credentials.ts')
        await benchCredentials(options)
      }),
    )
  bench
    .command('leap2a')
    .description('take a made-up portfolio as an archive and bring it into an empty account')
    .option('--items <n>', 'how many things it has', wholeNumber, 1000)
    .option('--files <n>', 'how many of them are files of text', wholeNumber, 100)
    .option('--rounds <n>', 'how often; the middle counts', wholeNumber, 5)
    .option('--json', 'print the figures as JSON')
    .action(
      action(async (config, options: Leap2aOptions) => {
        const { benchLeap2a } = await import('./bench/leap2a.ts')
        await benchLeap2a(config, options)
      }),
    )
  // A process of its own, so that making the requests does not wait for whoever measures. The others start it.
  bench.command('load', { hidden: true }).action(async () => {
    const { obeyPlans } = await import('./bench/load.ts')
    obeyPlans()
  })
}
