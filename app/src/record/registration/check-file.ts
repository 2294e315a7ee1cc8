import { registrationPolicy } from './policy.ts'
import { readRegistrationCsv } from './read-registration-csv.ts'
import { readRegistrationXml } from './read-registration-xml.ts'
import { type FileHeader, RegistrationFileError, type SentPart } from './sent-file.ts'
import type { FileFormat } from './tables.ts'

type SentRecord = Extract<SentPart, { kind: 'record' }>

/**
 * The records of a file whose header is right. The count is known at the end: whoever takes records before that takes
 * them back when this fails.
 */
export async function* recordsOf(
  text: AsyncIterable<string>,
  file: { format: FileFormat; fileName: string; ukprn: string },
): AsyncGenerator<SentRecord> {
  const read = file.format === 'XML' ? readRegistrationXml : readRegistrationCsv
  let expected = 0
  let found = 0
  for await (const part of read(text)) {
    if (part.kind === 'header') expected = ensureHeader(part.header, file)
    else {
      found += 1
      if (found > registrationPolicy.most) {
        throw new RegistrationFileError('tooMany', { most: registrationPolicy.most })
      }
      yield part
    }
  }
  if (found !== expected) throw new RegistrationFileError('count', { expected, found })
  if (found < registrationPolicy.fewest) {
    throw new RegistrationFileError('tooFew', { found, fewest: registrationPolicy.fewest })
  }
}

function ensureHeader(header: FileHeader, { fileName, ukprn }: { fileName: string; ukprn: string }): number {
  if (header.version !== registrationPolicy.fileVersion) {
    throw new RegistrationFileError('version', { expected: registrationPolicy.fileVersion })
  }
  if (header.fileName !== fileName) throw new RegistrationFileError('headerName')
  if (header.ukprn !== ukprn) throw new RegistrationFileError('ukprn', { ukprn })
  if (!/^\d{1,6}$/.test(header.recordCount)) throw new RegistrationFileError('header')
  return Number(header.recordCount)
}
