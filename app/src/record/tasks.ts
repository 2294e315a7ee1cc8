import { z } from 'zod'
import type { App } from '../app.ts'
import type { Task } from '../platform/jobs.ts'
import { tellChallenge } from './challenges/tell.ts'
import { forgetClassLists } from './cohorts/forget-class-lists.ts'
import { jobs } from './jobs.ts'
import { attachDecided } from './held/attach-decided.ts'
import { matchHeldNear, matchHeldOfBatch } from './held/match-held.ts'
import { attachHeldOfMany } from './registration/attach-held-of-many.ts'
import { forgetRegistrations } from './registration/forget-registrations.ts'
import { registerFile } from './registration/register-file.ts'
import { mailParties } from './merges/tell-parties.ts'
import { copyLookUp } from './register/look-ups.ts'
import { attachHeld } from './results/attach-held.ts'
import { forgetChecked } from './results/forget-checked.ts'
import { runKept } from './results/run-kept.ts'
import { notifyLearners } from './results/notify-learners.ts'
import { releaseBatch } from './results/release-batch.ts'
import { recordEarlyLook } from './series/early-look.ts'

const EarlyLook = z.object({ sealed: z.string() })
const Batch = z.object({ issuerId: z.string(), batchId: z.string() })
const Run = Batch.extend({ doing: z.enum(['check', 'load']) })
const Match = Batch.extend({ after: z.int().optional() })
const Held = z.union([Batch, z.object({ learnerId: z.string() })])
const Challenge = z.object({
  learnerId: z.string(),
  challengeId: z.string(),
  issuerId: z.string(),
  what: z.enum(['raised', 'answered', 'withdrawn']),
})
const Learners = z.object({ learnerIds: z.array(z.string()) })
const Registration = z.object({ organisationId: z.string(), fileId: z.string() })
const LookUp = z.object({ organisationId: z.string(), lookUpId: z.string() })

/** The jobs of the record, by name: each calls a verb. */
export function recordTasks(app: App): Record<string, Task> {
  return {
    [jobs.runBatch]: (payload) => {
      const { doing, ...of } = Run.parse(payload)
      return runKept(app, of, doing)
    },
    [jobs.attachHeld]: async (payload) => {
      const which = Held.parse(payload)
      await attachHeld(app, which)
      if ('batchId' in which) await matchHeldOfBatch(app, which)
      else await matchHeldNear(app, [which.learnerId])
    },
    [jobs.matchHeld]: (payload) => matchHeldOfBatch(app, Match.parse(payload)),
    [jobs.attachDecided]: (payload) => attachDecided(app, Batch.parse(payload)),
    [jobs.release]: (payload) => releaseBatch(app, Batch.parse(payload)),
    [jobs.notify]: () => notifyLearners(app),
    [jobs.earlyLook]: (payload) => recordEarlyLook(app, EarlyLook.parse(payload).sealed),
    [jobs.tellChallenge]: (payload) => tellChallenge(app, Challenge.parse(payload)),
    [jobs.attachHeldOfMany]: async (payload) => {
      const which = Learners.parse(payload)
      await attachHeldOfMany(app, which)
      await matchHeldNear(app, which.learnerIds)
    },
    [jobs.registerFile]: (payload) => registerFile(app, Registration.parse(payload)),
    [jobs.forgetRegistrations]: async () => {
      await forgetRegistrations(app)
      await forgetClassLists(app)
      await forgetChecked(app)
    },
    [jobs.copyLookUp]: (payload) => copyLookUp(app, LookUp.parse(payload)),
    [jobs.tellMerge]: (payload) => mailParties(app, payload),
  }
}
