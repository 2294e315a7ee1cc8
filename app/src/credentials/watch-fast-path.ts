import { createHash } from 'node:crypto'
import { type FastPath, fastPath } from '@vademecum/verifiable-credentials'
import type { Log } from '../platform/log.ts'
import { canonicalFormAlarms } from '../platform/metrics.ts'

/**
 * If credentials ever come into canonical form differently the fast way and the long way, the library uses the long way
 * from then on; the operator is told here. What the document says stays out of the log.
 */
export function watchFastPath(
  log: Pick<Log, 'error'>,
  watched: Pick<FastPath, 'onDifference'> = fastPath,
): void {
  watched.onDifference(({ document, fast, slow }) => {
    canonicalFormAlarms.inc()
    log.error(
      { contexts: document['@context'], fast: digestOf(fast), slow: digestOf(slow) },
      'the fast way to the canonical form of a credential was wrong and is off until the next start: please report it',
    )
  })
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
