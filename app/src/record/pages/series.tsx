import { z } from 'zod'
import { invalid } from '../../errors.ts'
import { paths } from '../../paths.ts'
import { isId } from '../../platform/id.ts'
import type { AppContext } from '../../ui/context.ts'
import { frameOf, html, idParam, readForm, seeOther } from '../../ui/request.ts'
import { instantInLondon } from '../calendar.ts'
import { appointRelease } from '../series/appoint-release.ts'
import { moveEntries } from '../series/move-entries.ts'
import { openSeries } from '../series/open-series.ts'
import { issuerEntries, issuerSeries, issuerSeriesOne } from '../series/read.ts'
import { type Again, SeriesListPage, SeriesPage } from '../views/series-pages.tsx'
import { issuerMoves, SeriesEntriesPage } from '../views/series-entries-page.tsx'
import { attempt } from './attempt.ts'
import { staffOrganisation } from './results.tsx'

export function showSeriesList(c: AppContext): Promise<Response> {
  return listPage(c)
}

async function listPage(c: AppContext, again?: Again): Promise<Response> {
  const organisation = await staffOrganisation(c)
  const series = await issuerSeries(c.var.app, c.var.actor, organisation.organisationId)
  const page = <SeriesListPage frame={frameOf(c)} organisation={organisation} series={series} again={again} />
  return html(c, page, again ? 422 : 200)
}

const text = z.string().trim().default('')
const dateParts = (name: string) => ({
  [`${name}-day`]: text,
  [`${name}-month`]: text,
  [`${name}-year`]: text,
})

const SeriesForm = z.object({ series: text, ...dateParts('close') })

export async function postSeries(c: AppContext): Promise<Response> {
  const organisationId = idParam(c)
  const form = await readForm(c, SeriesForm)
  if (!form.ok) return listPage(c, form)
  const values = form.value as Record<string, string>
  const done = await attempt(async () =>
    openSeries(c.var.app, c.var.actor, organisationId, {
      series: form.value.series,
      // Entries may be made on the day that is said, to its end.
      entriesCloseAt: instantOf(values, 'close', '23:59'),
    }),
  )
  if (!done.ok) return listPage(c, { values, problems: done.problems })
  return seeOther(c, paths.seriesOne(organisationId, done.value.seriesId), 'series.isOpen')
}

/** Undefined where nothing was typed; what cannot be an instant is wrong. */
function instantOf(values: Readonly<Record<string, string>>, name: string, time: string): Date | undefined {
  const [day = '', month = '', year = ''] = ['day', 'month', 'year'].map(
    (part) => values[`${name}-${part}`] ?? '',
  )
  if (`${day}${month}${year}` === '') return undefined
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const clock = time.replace(/^(\d)[:.]/, '0$1:').replace('.', ':')
  return instantInLondon(date, clock) ?? invalid({ field: name, key: 'record.instantInvalid' })
}

export function showSeries(c: AppContext): Promise<Response> {
  return seriesPage(c)
}

async function seriesPage(c: AppContext, again?: Again): Promise<Response> {
  const organisation = await staffOrganisation(c)
  const found = await issuerSeriesOne(
    c.var.app,
    c.var.actor,
    organisation.organisationId,
    idParam(c, 'series'),
  )
  const page = <SeriesPage frame={frameOf(c)} organisation={organisation} {...found} again={again} />
  return html(c, page, again ? 422 : 200)
}

const ReleaseForm = z.object({
  when: z.enum(['now', 'later'], 'record.whenMissing'),
  ...dateParts('date'),
  time: text,
  ...dateParts('centresDate'),
  centresTime: text,
})

export async function postSeriesRelease(c: AppContext): Promise<Response> {
  const organisationId = idParam(c)
  const seriesId = idParam(c, 'series')
  const { app, actor } = c.var
  const form = await readForm(c, ReleaseForm)
  if (!form.ok) return seriesPage(c, form)
  const values = form.value as unknown as Record<string, string>
  const done = await attempt(async () => {
    const { series } = await issuerSeriesOne(app, actor, organisationId, seriesId)
    const at = form.value.when === 'now' ? undefined : instantOf(values, 'date', form.value.time)
    if (form.value.when === 'later' && at === undefined) {
      invalid({ field: 'date', key: 'record.instantInvalid' })
    }
    if (at && at <= app.now()) invalid({ field: 'date', key: 'record.instantPast' })
    // Nobody sees them before everybody does, when that is now.
    const early = at && instantOf(values, 'centresDate', form.value.centresTime)
    const centresAt = series.isWithCentres ? undefined : (early ?? null)
    await appointRelease(app, actor, organisationId, seriesId, { at, centresAt })
  })
  if (!done.ok) return seriesPage(c, { values, problems: done.problems })
  const notice = form.value.when === 'now' ? 'series.isReleasedNow' : 'series.isAppointed'
  return seeOther(c, paths.seriesOne(organisationId, seriesId), notice)
}

export function showSeriesEntries(c: AppContext): Promise<Response> {
  return entriesPage(c)
}

async function entriesPage(c: AppContext, again?: Again): Promise<Response> {
  const organisation = await staffOrganisation(c)
  const { app, actor } = c.var
  const seriesId = idParam(c, 'series')
  const { centres } = await issuerSeriesOne(app, actor, organisation.organisationId, seriesId)
  const found = await issuerEntries(app, actor, organisation.organisationId, seriesId, afterOf(c))
  const page = (
    <SeriesEntriesPage
      frame={frameOf(c)}
      organisation={organisation}
      centres={centres}
      {...found}
      again={again}
    />
  )
  return html(c, page, again ? 422 : 200)
}

export function afterOf(c: AppContext): { after?: string } {
  const after = c.req.query('after')
  return after !== undefined && isId(after) ? { after } : {}
}

const MoveForm = z.object({
  which: z.string().regex(/^(centre|entry) [0-9a-f-]{36}$/, 'series.whichMissing'),
  to: z.enum(issuerMoves, 'series.toMissing'),
  reason: z.string().trim().max(300, 'series.reasonInvalid').default(''),
})

export async function postEntryMove(c: AppContext): Promise<Response> {
  const organisationId = idParam(c)
  const seriesId = idParam(c, 'series')
  const form = await readForm(c, MoveForm)
  if (!form.ok) return entriesPage(c, form)
  const { which, to, reason } = form.value
  const [kind, id = ''] = which.split(' ')
  const done = await attempt(() =>
    moveEntries(c.var.app, c.var.actor, organisationId, seriesId, {
      ...(kind === 'centre' ? { organisationId: id } : { entryId: id }),
      to,
      reason,
    }),
  )
  if (!done.ok) return entriesPage(c, { values: form.value, problems: done.problems })
  return seeOther(c, paths.seriesEntries(organisationId, seriesId), 'series.isMoved')
}
