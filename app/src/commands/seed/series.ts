import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify/sync'
import type { App } from '../../app.ts'
import type { SystemActor } from '../../identity/actor.ts'
import { importQualifications } from '../../record/qualifications/import-register.ts'
import { importResults } from '../../record/results/import-results.ts'
import { declareTotals } from '../../record/results/totals/declare-totals.ts'
import { appointRelease } from '../../record/series/appoint-release.ts'
import { addCentre } from '../../record/series/centres.ts'
import { moveEntries, submitEntries } from '../../record/series/move-entries.ts'
import { openSeries } from '../../record/series/open-series.ts'
import { sendEntries } from '../../record/series/send-entries.ts'
import { birthDateAt, type OrganisationName, people } from './cast.ts'
import type { As } from './seed.ts'

const seeder: SystemActor = { kind: 'system', name: 'demonstration' }
const centreNumber = '68123'
const day = 86_400_000

/**
 * Meridian's summer of last year is out, its next one takes entries; Severn's winter series waits for its day, and the
 * school's exams officer sees it already.
 */
export async function seedSeries(app: App, ids: Record<OrganisationName, string>, as: As): Promise<void> {
  const { meridian, severn, harbour } = ids
  await addCentre(app, await as('olu'), { organisationId: harbour, number: centreNumber })
  const now = app.now()
  const inDays = (days: number) => new Date(now.getTime() + days * day)
  const helen = await as('helen')

  const past = await openSeries(app, helen, meridian, { series: 'June 2026' })
  await appointRelease(app, helen, meridian, past.seriesId, {})
  const next = await openSeries(app, helen, meridian, {
    series: `June ${now.getUTCFullYear() + 1}`,
    entriesCloseAt: inDays(90),
  })
  await appointRelease(app, helen, meridian, next.seriesId, { at: inDays(260), centresAt: inDays(259) })
  await seedEntries(app, ids, as, next.seriesId)

  const winter = await openSeries(app, seeder, severn, { series: `November ${now.getUTCFullYear()}` })
  await appointRelease(app, seeder, severn, winter.seriesId, { at: inDays(30), centresAt: now })
  const { batchId } = await importResults(app, seeder, severn, {
    fileName: 'severn-november-resits.csv',
    stream: Readable.from([Buffer.from(resits(now))]),
  })
  const totals = `CentreNumber,QualificationNumber,Grade,Count\n${centreNumber},601/8227/5,7,1\n`
  await declareTotals(app, seeder, severn, batchId, Readable.from([Buffer.from(totals)]))
  await importQualifications(app, seeder, { stream: Readable.from([Buffer.from(register())]) })
}

async function seedEntries(
  app: App,
  { meridian, harbour }: Record<OrganisationName, string>,
  as: As,
  seriesId: string,
): Promise<void> {
  const carys = await as('carys')
  const { mali } = people
  const entry = (code: string) => ({
    CandidateNumber: '0047',
    EntryCode: code,
    GivenName: mali.givenName,
    FamilyName: mali.familyName,
    DateOfBirth: birthDateAt(mali.age, app.now()),
    Gender: '2',
    ULN: mali.uln,
    Tier: 'H',
  })
  const send = (fileName: string, codes: readonly string[]) =>
    sendEntries(app, carys, harbour, seriesId, {
      fileName,
      stream: Readable.from([Buffer.from(stringify(codes.map(entry), { header: true }))]),
    })
  await send('harbour-june-1.csv', ['8300H', '8464H'])
  await submitEntries(app, carys, harbour, seriesId)
  await moveEntries(app, await as('helen'), meridian, seriesId, { organisationId: harbour, to: 'accepted' })
  await send('harbour-june-2.csv', ['8035H'])
}

function resits(now: Date): string {
  const { mali } = people
  return stringify(
    [
      {
        ULN: mali.uln,
        GivenName: mali.givenName,
        FamilyName: mali.familyName,
        DateOfBirth: birthDateAt(mali.age, now),
        QualificationNumber: '601/8227/5',
        QualificationTitle: 'GCSE Geography',
        Level: 'Level 2',
        GradingScheme: 'GCSE9-1',
        Grade: '7',
        Series: `November ${now.getUTCFullYear()}`,
        AwardDate: now.toISOString().slice(0, 10),
        CentreNumber: centreNumber,
      },
    ],
    { header: true },
  )
}

/** A few lines as the regulator's file has them; organisations and all are made up. */
function register(): string {
  const one = (
    number: string,
    title: string,
    level: string,
    type: string,
    scale: string,
    organisation = 'meridian',
  ) => ({
    'Qualification Number': number,
    'Qualification Title': title,
    'Owner Organisation Recognition Number': organisation === 'meridian' ? 'RN9001' : 'RN9002',
    'Owner Organisation Name': organisation === 'meridian' ? 'Meridian Awards' : 'Severn Examinations Board',
    'Owner Organisation Acronym': organisation === 'meridian' ? 'MA' : 'SEB',
    'Qualification Level': level.startsWith('Entry') ? 'Entry Level' : level,
    'Qualification Sub Level': level.startsWith('Entry') ? level : '',
    'Qualification Type': type,
    'Qualification Status': 'Available to learners',
    'Operational Start Date': '2017-09-01',
    'Guided Learning Hours': type === 'GCE A Level' ? '360' : '120',
    'Offered In England': 'Yes',
    'Offered In Northern Ireland': 'No',
    'Overall Grading Type': 'Graded',
    'Grading Scale': scale,
  })
  const gcse = (number: string, subject: string, organisation?: string) =>
    one(number, `${subject} GCSE`, 'Level 1/2', 'GCSE (9 to 1)', '9/8/7/6/5/4/3/2/1', organisation)
  const aLevel = (number: string, subject: string, organisation?: string) =>
    one(number, `Level 3 Advanced GCE in ${subject}`, 'Level 3', 'GCE A Level', 'A*/A/B/C/D/E', organisation)
  return stringify(
    [
      gcse('601/8355/3', 'Mathematics'),
      gcse('601/4292/7', 'English Language'),
      gcse('601/8757/1', 'Physics'),
      gcse('601/8751/0', 'Chemistry'),
      gcse('601/8752/2', 'Biology'),
      gcse('601/8227/5', 'Geography', 'severn'),
      gcse('601/8157/X', 'French', 'severn'),
      aLevel('603/1457/X', 'Mathematics'),
      aLevel('601/4862/0', 'Physics'),
      aLevel('603/1128/2', 'Design and Technology'),
      aLevel('601/4687/8', 'History', 'severn'),
      aLevel('601/5263/5', 'Welsh Second Language', 'severn'),
      one(
        '600/7001/4',
        'Entry Level Award in Everyday Mathematics',
        'Entry 2',
        'Other General Qualification',
        'Pass/Fail',
      ),
    ],
    { header: true },
  )
}
