import type { Command } from 'commander'
import { wholeNumber } from './bench/whole-number.ts'
import type { BenchOptions } from './bench/pages.ts'
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
  // A process of its own, so that making the requests does not wait for whoever measures. `bench pages` starts it.
  bench.command('load', { hidden: true }).action(async () => {
    const { obeyPlans } = await import('./bench/load.ts')
    obeyPlans()
  })
}
