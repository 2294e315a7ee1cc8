import { Readable } from 'node:stream'
import { organisationById } from '../../src/institution/organisation.ts'
import { receiveRegistrationFile } from '../../src/record/registration/receive-file.ts'
import { registerFileNow } from '../../src/record/registration/register-file.ts'
import { registrationReport } from '../../src/record/registration/report.ts'
import { organisation, person, signIn, system } from '../record/support.ts'
import { createTestApp } from '../support/app.ts'

/** A college with a registrar and a tutor, and a school. */
export async function createRegistrations() {
  const { app, server, clock, visitor } = await createTestApp()
  const college = await organisation(app, 'college', [], 'Coleg Afon')
  const school = await organisation(app, 'school', [], 'Ysgol Cwm Afon')
  const { ukprn } = await app.db.read({}, (tx) => organisationById(tx, college))
  const { ukprn: schoolUkprn } = await app.db.read({}, (tx) => organisationById(tx, school))
  const registrar = await person(app, 'Carys Lloyd', [{ at: college, role: 'registrar' }])
  const tutor = await person(app, 'Tom Okafor', [{ at: college, role: 'tutor' }])
  const other = await person(app, 'Ruth Bevan', [{ at: school, role: 'registrar' }])
  let minute = 0
  return {
    ...{ app, server, clock, visitor, college, school, ukprn, schoolUkprn, registrar },
    carys: await signIn(visitor(), registrar.email),
    tom: await signIn(visitor(), tutor.email),
    ruth: await signIn(visitor(), other.email),
    /** A name that no file had yet. */
    name(extension: 'CSV' | 'XML' = 'CSV', of = ukprn): string {
      minute += 1
      const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}${String(minute % 60).padStart(2, '0')}`
      return `LRB_${of}_25092026${time}.${extension}`
    },
    receive: (fileName: string, text: string | Uint8Array, organisationId = college) =>
      receiveRegistrationFile(
        app,
        system,
        organisationId,
        { fileName, stream: Readable.from([Buffer.from(text as string)]) },
        { cohort: 'Year 12' },
      ),
    register: (fileId: string, organisationId = college) =>
      registerFileNow(app, system, organisationId, fileId),
    report: (fileId: string, organisationId = college) =>
      registrationReport(app, system, organisationId, fileId),
  }
}
