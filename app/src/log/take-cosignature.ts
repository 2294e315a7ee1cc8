import {
  cosignedAt,
  formatSignatureLine,
  LogError,
  parseCheckpoint,
  parseSignatureLine,
  parseVerifierKey,
} from '@vademecum/transparency-log'
import type { App } from '../app.ts'
import { recordEvent } from '../audit/record-event.ts'
import { AppError, notFound } from '../errors.ts'
import { insertCosignature, latestCheckpoint, witnessLines } from './store.ts'

/**
 * Takes the cosignature of a listed witness over the newest checkpoint, from whoever brings it: it stands for itself.
 * Of one that comes for an older checkpoint nothing is kept: the witness asks again.
 */
export async function takeCosignature(
  app: App,
  issuerId: string,
  text: string,
): Promise<{ witness: string }> {
  return app.db.write({ issuer: issuerId }, async (tx) => {
    const stored = (await latestCheckpoint(tx, issuerId)) ?? notFound('log')
    const signature = parseSignatureLine(text.trimEnd())
    const line = (await witnessLines(tx)).find((each) => parseVerifierKey(each).name === signature?.name)
    if (!signature || !line) throw new AppError('forbidden', { key: 'log.unknownWitness' })
    const { note } = parseCheckpoint(stored.note)
    const at = await timeOf({ note: { ...note, signatures: [signature] } }, line)
    if (!at || at.getTime() > app.now().getTime() + clockTolerance) {
      throw new AppError('conflict', { key: 'log.cosignatureDoesNotFit' })
    }
    const witness = signature.name
    const isNew = await insertCosignature(tx, issuerId, {
      size: stored.size,
      witness,
      line: formatSignatureLine(signature),
      at,
    })
    if (isNew) {
      await recordEvent(
        tx,
        { kind: 'system', name: witness },
        {
          action: 'log.cosigned',
          about: [issuerId],
          permission: 'system',
          organisationId: issuerId,
          thing: { kind: 'log' },
          detail: { witness, size: stored.size },
          at: app.now(),
        },
      )
    }
    return { witness }
  })
}

const clockTolerance = 5 * 60_000

async function timeOf(checkpoint: Parameters<typeof cosignedAt>[0], line: string): Promise<Date | undefined> {
  try {
    return await cosignedAt(checkpoint, parseVerifierKey(line))
  } catch (error) {
    if (error instanceof LogError) return undefined
    throw error
  }
}
