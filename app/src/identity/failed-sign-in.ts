import { z } from 'zod'
import type { App } from '../app.ts'
import { AppError } from '../errors.ts'
import { recordAccountEvent } from './account-event.ts'
import { visitor } from './actor.ts'
import { seal, unseal } from './letter.ts'
import { limits } from './limits.ts'
import { findOwner } from './store.ts'

export const failedSignInTask = 'identity.failedSignIn'

/** The same for every address: whether it is somebody's is looked up by a job, so that no answer's time tells. */
export async function noteFailedSignIn(app: App, address: string): Promise<void> {
  const sealed = seal(app, { address, at: app.now() })
  const key = `${failedSignInTask} ${app.keys.mac(failedSignInTask, address)}`
  await app.db.write({}, (tx) => app.jobs.add(tx, failedSignInTask, { sealed }, { key }))
}

/** The job: the person reads that somebody tried, however often in a quarter of an hour, once. */
export async function tellFailedSignIn(app: App, sealed: string): Promise<void> {
  const { address, at } = z.object({ address: z.string(), at: z.coerce.date() }).parse(unseal(app, sealed))
  const owner = await app.db.read({ key: address }, (tx) => findOwner(tx, address))
  if (owner?.purpose !== 'signIn' || !(await isFirst(app, owner.personId))) return
  const { personId } = owner
  await app.db.write({ self: [personId] }, (tx) =>
    recordAccountEvent(tx, visitor, 'account.signInFailed', personId, at, { permission: 'refused' }),
  )
}

async function isFirst(app: App, personId: string): Promise<boolean> {
  try {
    await app.limit.take(limits.signInFailureTold, personId)
    return true
  } catch (error) {
    if (error instanceof AppError && error.code === 'too_many') return false
    throw error
  }
}
