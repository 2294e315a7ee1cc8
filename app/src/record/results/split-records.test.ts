import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CsvError, CsvParser, type CsvRecord } from './read-csv.ts'
import { splitRecords } from './split-records.ts'

async function* some(...pieces: Buffer[]) {
  yield* pieces
}

async function inPieces(bytes: Buffer, size: number): Promise<CsvRecord[] | string> {
  const cut = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  )
  try {
    const records: CsvRecord[] = []
    for await (const piece of splitRecords(some(...cut), ',', size)) {
      const parser = new CsvParser(',', piece.firstRow)
      records.push(...parser.take(Buffer.from(piece.bytes).toString('utf8')), ...parser.end())
    }
    return records
  } catch (error) {
    if (error instanceof CsvError) return error.rule
    throw error
  }
}

function atOnce(text: string): CsvRecord[] | string {
  try {
    const parser = new CsvParser(',')
    return [...parser.take(text), ...parser.end()]
  } catch (error) {
    if (error instanceof CsvError) return error.rule
    throw error
  }
}

test('records read in pieces are those of the whole, wherever it is cut', async () => {
  const noise = fc.array(
    fc.constantFrom('a', 'é', '"', '"', ',', '\n', '\n', '\r', '\r\n', ' ', '"x\ny",', '""'),
    { maxLength: 60 },
  )
  await fc.assert(
    fc.asyncProperty(noise, fc.integer({ min: 1, max: 40 }), async (parts, size) => {
      const text = parts.join('')
      expect(await inPieces(Buffer.from(text), size)).toEqual(atOnce(text))
    }),
    { numRuns: 500 },
  )
})
