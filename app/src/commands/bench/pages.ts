import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Config, readConfig } from '../../platform/config.ts'
import { CommandError, print, progress } from '../command.ts'
import { withApp } from '../with-app.ts'
import { arrangeShares } from './arrange-shares.ts'
import { measure } from './measure.ts'
import { tableOf } from './report.ts'
import { placeFor } from './serving.ts'

export interface BenchOptions {
  readonly seconds: number
  readonly shares: number
  readonly configured?: boolean
  readonly calm?: boolean
  readonly json?: boolean
}

export async function benchPages(config: Config, options: BenchOptions): Promise<void> {
  if (config.production) throw new CommandError('Made-up learners do not go into a production database.')
  const folder = options.configured ? undefined : await mkdtemp(join(tmpdir(), 'vademecum-bench-'))
  try {
    const place = await placeFor(config, folder)
    const ours = readConfig(place.environment)
    const sharers = await withApp(ours, (app) => arrangeShares(app, options.shares, progress))
    const report = await measure(ours, place, sharers, options)
    print(options, report, tableOf(report))
  } finally {
    if (folder) await rm(folder, { recursive: true, force: true })
  }
}
