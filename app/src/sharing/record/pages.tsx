import { z } from 'zod'
import { ensurePerson } from '../../access/powers.ts'
import { AppError, type FieldProblem, notFound } from '../../errors.ts'
import { paths } from '../../paths.ts'
import type { AppContext } from '../../ui/context.ts'
import { type FormValues, formFields, frameOf, html, idParam, parseForm, seeOther } from '../../ui/request.ts'
import { shareDays } from '../share-rules.ts'
import { type Door, lookAtRecord } from './look-at-record.ts'
import { recordScopeKinds } from './record-scope.ts'
import { type FoundOrganisation, findRecipients, recordShareForm } from './share-form.ts'
import { type NewRecordShare, shareRecord, type WhatToShare } from './share-record.ts'
import { sharedWithOrganisation } from './shared-records.ts'
import { NewRecordSharePage } from './views/new-record-share-page.tsx'
import { ChooseKindPage } from './views/choose-kind-page.tsx'
import { SharedRecordPage } from './views/shared-record-page.tsx'
import { SharedWithOrganisationPage } from './views/shared-with-organisation-page.tsx'

export async function chooseRecordShare(c: AppContext): Promise<Response> {
  const form = await recordShareForm(c.var.app, c.var.actor)
  return html(c, <ChooseKindPage frame={frameOf(c)} isEmpty={form.lines.length === 0} />)
}

type Kind = WhatToShare['kind']

function kindParam(c: AppContext): Kind {
  return recordScopeKinds.find((kind) => kind === c.req.param('kind')) ?? notFound('kind of share')
}

interface Again {
  readonly values: FormValues
  readonly chosen: Chosen
  readonly problems: readonly FieldProblem[]
  /** Several organisations fit what was typed. */
  readonly found: readonly FoundOrganisation[]
}

type Chosen = Readonly<Record<'events' | 'levels' | 'types' | 'issuers' | 'years', readonly string[]>>

export function newRecordShare(c: AppContext): Promise<Response> {
  return drawForm(c, kindParam(c))
}

async function drawForm(c: AppContext, kind: Kind, again?: Again): Promise<Response> {
  const form = await recordShareForm(c.var.app, c.var.actor)
  const page = (
    <NewRecordSharePage
      frame={frameOf(c)}
      kind={kind}
      form={form}
      values={again?.values ?? { audience: 'organisation', days: String(shareDays.usual) }}
      chosen={again?.chosen}
      problems={again?.problems}
      found={again?.found ?? []}
    />
  )
  return html(c, page, again ? 422 : 200)
}

const many = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined ? [] : [value].flat()))

const NewShare = z.object({
  audience: z.enum(['organisation', 'person'], 'sharing.audienceMissing'),
  recipient: z
    .string('sharing.recipientMissing')
    .trim()
    .min(1, 'sharing.recipientMissing')
    .max(200, 'sharing.textTooLong'),
  organisation: z.union([z.uuid(), z.literal('')]).default(''),
  purpose: z
    .string('sharing.purposeMissing')
    .trim()
    .min(1, 'sharing.purposeMissing')
    .max(300, 'sharing.textTooLong'),
  days: z.coerce
    .number('sharing.daysInvalid')
    .int('sharing.daysInvalid')
    .min(1, 'sharing.daysInvalid')
    .max(shareDays.most, 'sharing.daysInvalid'),
  'startsOn-day': z.string().default(''),
  'startsOn-month': z.string().default(''),
  'startsOn-year': z.string().default(''),
  ...{ events: many, levels: many, types: many, issuers: many, years: many },
})

export async function postRecordShare(c: AppContext): Promise<Response> {
  const { app, actor } = c.var
  const kind = kindParam(c)
  const fields = await formFields(c)
  const again = { values: valuesOf(fields), chosen: chosenOf(fields), found: [] }
  const form = parseForm(fields, NewShare)
  if (!form.ok) return drawForm(c, kind, { ...again, problems: form.problems })
  const { audience, recipient, organisation, purpose, days } = form.value
  let to: NewRecordShare['to'] = { audience: 'person', address: recipient }
  if (audience === 'organisation') {
    const found = organisation ? [] : await findRecipients(app, recipient)
    const [only] = found
    if (!organisation && (found.length > 1 || !only)) {
      const key = only ? 'access.organisationSeveral' : 'access.organisationMissing'
      const field = only ? 'organisation' : 'recipient'
      return drawForm(c, kind, { ...again, found, problems: [{ field, key }] })
    }
    to = { audience, organisationId: organisation || (only?.organisationId ?? '') }
  }
  const startsOn = dayFrom(form.value)
  try {
    const what = whatOf(kind, form.value)
    const share = { what, to, purpose, days, ...(startsOn === undefined ? {} : { startsOn }) }
    const { grantId } = await shareRecord(app, actor, share)
    return seeOther(c, paths.share(grantId), 'sharing.created')
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error
    return drawForm(c, kind, { ...again, problems: error.problems })
  }
}

function whatOf(
  kind: Kind,
  chosen: { events: string[]; levels: string[]; types: string[]; issuers: string[]; years: string[] },
): WhatToShare {
  switch (kind) {
    case 'listed':
      return { kind, eventIds: chosen.events }
    case 'everything':
      return { kind }
    case 'query':
      return {
        kind,
        query: {
          levels: chosen.levels,
          types: chosen.types,
          issuerIds: chosen.issuers,
          awardYears: chosen.years.map(Number),
        },
      }
  }
}

type Fields = Readonly<Record<string, string | string[]>>

const valuesOf = (fields: Fields): FormValues =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]))

function chosenOf(fields: Fields): Chosen {
  const of = (name: string) => [fields[name] ?? []].flat()
  return {
    events: of('events'),
    levels: of('levels'),
    types: of('types'),
    issuers: of('issuers'),
    years: of('years'),
  }
}

const two = (text: string) => text.trim().padStart(2, '0')

/** Left empty, it begins at once. */
function dayFrom(parts: {
  'startsOn-day': string
  'startsOn-month': string
  'startsOn-year': string
}): string | undefined {
  const [day, month, year] = [parts['startsOn-day'], parts['startsOn-month'], parts['startsOn-year']]
  return day + month + year === '' ? undefined : `${year.trim()}-${two(month)}-${two(day)}`
}

// For whoever it was shared with

export function showSharedRecord(c: AppContext): Promise<Response> {
  return answerRecord(c, { kind: 'person' }, idParam(c))
}

export async function openSharedRecord(c: AppContext): Promise<Response> {
  const grantId = idParam(c)
  await lookAtRecord(c.var.app, c.var.actor, { kind: 'person' }, grantId, { opens: true })
  return c.redirect(paths.sharedRecord(grantId), 303)
}

export async function showSharedWithOrganisation(c: AppContext): Promise<Response> {
  const organisationId = idParam(c)
  const { name, lines } = await sharedWithOrganisation(c.var.app, c.var.actor, organisationId)
  const organisation = { organisationId, name }
  return html(c, <SharedWithOrganisationPage frame={frameOf(c)} organisation={organisation} lines={lines} />)
}

export function showSharedRecordAt(c: AppContext): Promise<Response> {
  return answerRecord(c, { kind: 'organisation', organisationId: idParam(c) }, idParam(c, 'grant'))
}

export async function openSharedRecordAt(c: AppContext): Promise<Response> {
  const organisationId = idParam(c)
  const grantId = idParam(c, 'grant')
  const door = { kind: 'organisation', organisationId } as const
  await lookAtRecord(c.var.app, c.var.actor, door, grantId, { opens: true })
  return c.redirect(paths.sharedRecordAt(organisationId, grantId), 303)
}

async function answerRecord(c: AppContext, door: Door, grantId: string): Promise<Response> {
  const look = await lookAtRecord(c.var.app, c.var.actor, door, grantId, { opens: false })
  const name =
    door.kind === 'person'
      ? undefined
      : ensurePerson(c.var.actor).roles.find(({ organisationId }) => organisationId === door.organisationId)
          ?.organisationName
  c.header('X-Robots-Tag', 'noindex, nofollow')
  return html(
    c,
    <SharedRecordPage frame={frameOf(c)} door={door} grantId={grantId} look={look} organisationName={name} />,
  )
}
