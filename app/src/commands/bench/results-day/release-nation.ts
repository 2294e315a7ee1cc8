import type { App } from '../../../app.ts'
import { appointRelease } from '../../../record/series/appoint-release.ts'
import { openSeries } from '../../../record/series/open-series.ts'
import { actor } from './actor.ts'
import { series } from './rows.ts'
import type { ResultsFile } from './write-files.ts'

/** Each organisation's series, and with it what was loaded of it, at the one instant. */
export async function releaseNation(
  app: App,
  issuerIds: readonly string[],
  files: readonly ResultsFile[],
  at: Date,
): Promise<void> {
  for (const { organisation } of files) {
    const issuerId = issuerIds[organisation] ?? ''
    const { seriesId } = await openSeries(app, actor, issuerId, { series })
    await appointRelease(app, actor, issuerId, seriesId, { at })
  }
}
