import type { App } from '../app.ts'
import type { Language } from '../words.ts'
import { recordAccountEvent } from './account-event.ts'
import { ensureSession, ownAccount } from './acting.ts'
import type { Actor } from './actor.ts'
import { updatePreferences } from './store.ts'

export const themes = ['system', 'light', 'dark', 'contrast'] as const
export const textSizes = ['normal', 'large', 'larger'] as const

export interface Preferences {
  readonly language: Language
  readonly theme: (typeof themes)[number]
  readonly textSize: (typeof textSizes)[number]
}

/** Anything may be left out, and then stays. */
export async function changePreferences(
  app: App,
  actor: Actor,
  change: { [Key in keyof Preferences]?: Preferences[Key] },
): Promise<void> {
  const person = ensureSession(actor)
  await app.db.write(ownAccount(person), async (tx) => {
    await updatePreferences(tx, person.personId, {
      ...(change.language && { language: change.language }),
      ...(change.theme && { theme: change.theme }),
      ...(change.textSize && { text_size: change.textSize }),
    })
    await recordAccountEvent(tx, actor, 'account.preferencesChanged', person.personId, app.now(), {
      detail: change,
    })
  })
}
