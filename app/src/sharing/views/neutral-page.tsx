import { Actions, Button } from '../../ui/form/button.tsx'
import { csrfField } from '../../ui/form/form.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import { DateText } from '../../ui/time.tsx'

/**
 * What a link shows before it is opened: nothing of the person, not even who it is. Mail scanners and previews see this
 * and leave no trace; the button is a form, which they do not press.
 */
export function NeutralPage({
  frame,
  action,
  startsAt,
  bare,
  named = false,
}: {
  frame: Frame
  action: string
  /** When it is not open yet. */
  startsAt?: Date | undefined
  bare: boolean
  /** Whoever opens it is signed in, and named to the person who shares. */
  named?: boolean
}) {
  const { t } = frame
  return (
    <Layout frame={frame} title={t('sharing.neutralTitle')} bare={bare} noindex={true}>
      <PageTitle lede={t(named ? 'access.neutralLede' : 'sharing.neutralLede')}>
        {t('sharing.neutralTitle')}
      </PageTitle>
      {startsAt ? (
        <p>
          {t('sharing.notYet')} <DateText t={t} value={startsAt} />
        </p>
      ) : (
        <>
          <h2>{t('sharing.recordedTitle')}</h2>
          <p>{t(named ? 'access.recordedNamed' : 'sharing.recordedWhat')}</p>
          {!named && <p>{t('sharing.recordedNot')}</p>}
          <form method="post" action={action} class="form">
            <input type="hidden" name={csrfField} value={frame.csrf} />
            <Actions>
              <Button>{t('sharing.open')}</Button>
            </Actions>
          </form>
        </>
      )}
    </Layout>
  )
}
