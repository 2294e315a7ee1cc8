import type { Child } from 'hono/jsx'
import type { Words } from '../../words.ts'

/**
 * Around a `Form` in an editor: saves a draft while one writes. `action` answers 2xx when the draft is stored;
 * without script the form's own button saves. Needs `editor` on the `Layout`.
 */
export function AutosaveForm({ t, action, children }: { t: Words; action: string; children: Child }) {
  const time = '{time}'
  return (
    <autosave-form
      class="autosave"
      action={action}
      data-saving={t('common.saving')}
      data-saved={t('common.savedAt', { time })}
      data-failed={t('common.saveFailed')}
      data-refused={t('common.saveRefused')}
      data-found={t('common.draftOnDevice')}
      data-put-back={t('common.draftPutBack')}
      data-discard={t('common.draftDiscard')}
    >
      {children}
      <p class="autosave__said" role="status" />
    </autosave-form>
  )
}
