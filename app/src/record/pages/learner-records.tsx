import { z } from 'zod'
import { notFound } from '../../errors.ts'
import { paths } from '../../paths.ts'
import type { AppContext } from '../../ui/context.ts'
import { frameOf, html, idParam, readForm, seeOther } from '../../ui/request.ts'
import { mayRaiseAt } from '../challenges/target.ts'
import { openedLine, openedRecord, openRecord } from '../provider/open-record.ts'
import { lookedUp } from '../register/look-ups.ts'
import { LearnerRecordPage } from '../views/learner-record-page.tsx'
import { RecordLinePage } from '../views/record-line-page.tsx'
import { readerOrganisation } from './learners.tsx'

const RecordForm = z.object({ learner: z.uuid() })

/** From a list: for the purpose that was said when it was opened. */
export async function postRecordLookUp(c: AppContext): Promise<Response> {
  const { app, actor } = c.var
  const organisationId = idParam(c)
  const list = await lookedUp(app, actor, organisationId, idParam(c, 'lookUp'))
  const form = await readForm(c, RecordForm)
  const learner = form.ok
    ? list.learners.find(({ learnerId }) => learnerId === form.value.learner)
    : undefined
  const learnerId = learner?.learnerId ?? notFound('learner')
  const { lookUpId } = await openRecord(app, actor, organisationId, { learnerId, purpose: list.purpose })
  return seeOther(c, paths.learnerRecord(organisationId, lookUpId))
}

export async function showLearnerRecord(c: AppContext): Promise<Response> {
  const organisation = await readerOrganisation(c)
  const lookUpId = idParam(c, 'lookUp')
  const record = await openedRecord(c.var.app, c.var.actor, organisation.organisationId, lookUpId)
  const page = (
    <LearnerRecordPage frame={frameOf(c)} organisation={organisation} lookUpId={lookUpId} record={record} />
  )
  return html(c, page)
}

export async function showLearnerRecordLine(c: AppContext): Promise<Response> {
  const { t } = c.var
  const organisation = await readerOrganisation(c)
  const { organisationId, name } = organisation
  const lookUpId = idParam(c, 'lookUp')
  const place = { lookUpId, eventId: idParam(c, 'event') }
  const { line, ...record } = await openedLine(c.var.app, c.var.actor, organisationId, place)
  const above = [
    { href: paths.organisation(organisationId), label: name },
    { href: paths.learners(organisationId), label: t('record.learnersTitle') },
    { href: paths.learnerRecord(organisationId, lookUpId), label: record.name },
  ]
  const sayWrong = mayRaiseAt(c.var.actor, organisationId)
    ? paths.challengeLineOfLearner(organisationId, line.learnerId, line.eventId)
    : undefined
  return html(c, <RecordLinePage frame={frameOf(c)} line={line} above={above} sayWrong={sayWrong} />)
}
