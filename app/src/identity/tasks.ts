import { z } from 'zod'
import type { App } from '../app.ts'
import type { Task } from '../platform/jobs.ts'
import { forgetSignUp } from './confirm-sign-up.ts'
import { failedSignInTask, tellFailedSignIn } from './failed-sign-in.ts'
import { forgottenPasswordTask, mailResetLink } from './forgotten-password.ts'
import { mailTask, sendLetter } from './letter.ts'
import { effectRecovery, effectRecoveryTask } from './request-recovery.ts'
import { forgetSignUpTask } from './sign-up.ts'

/** The jobs of accounts, by name: each calls a verb. */
export function identityTasks(app: App): Record<string, Task> {
  return {
    [mailTask]: (payload) => sendLetter(app, payload),
    [forgottenPasswordTask]: (payload) =>
      mailResetLink(app, z.object({ sealed: z.string() }).parse(payload).sealed),
    [failedSignInTask]: (payload) =>
      tellFailedSignIn(app, z.object({ sealed: z.string() }).parse(payload).sealed),
    [forgetSignUpTask]: (payload) =>
      forgetSignUp(app, z.object({ tokenHash: z.string() }).parse(payload).tokenHash),
    [effectRecoveryTask]: (payload) =>
      effectRecovery(app, z.object({ personId: z.string(), requestId: z.string() }).parse(payload)),
  }
}
