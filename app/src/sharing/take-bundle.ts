import type { App } from '../app.ts'
import { AppError, forbidden } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Words } from '../words.ts'
import { makeBundle } from './bundle.ts'
import type { Look, LookOptions } from './look.ts'
import { shownDigest } from './look-state.ts'
import { recordCopy } from './record-copy.ts'
import { readShared } from './shared-content.ts'

/**
 * The copy that can be taken away, where the learner allowed it; it is recorded before it leaves. Undefined for a
 * visitor who has not opened the share.
 */
export async function takeBundle(
  app: App,
  actor: Actor,
  t: Words,
  lookAt: <T>(options: LookOptions<T>) => Promise<Exclude<Look<T>, { kind: 'gone' }>>,
): Promise<string | undefined> {
  const seen = await lookAt({
    opens: false,
    load: (tx, state, where) => {
      if (!state.mayDownload) forbidden('sharing.noCopy')
      return readShared(app, tx, state, where, t)
    },
  })
  if (seen.kind !== 'open') return undefined
  const text = await makeBundle(app, seen.state, seen.loaded)
  const taken = await lookAt({
    opens: false,
    load: async (tx, state, where, digest) => {
      // Between the two looks the learner may have stopped it, or changed what is shown.
      if (!state.mayDownload || digest !== shownDigest(seen.state)) throw new AppError('conflict')
      return recordCopy(tx, actor, where, seen.openingId, text, state.now)
    },
  })
  return taken.kind === 'open' ? text : undefined
}
