import { Actions, Button, ButtonLink } from '../form/button.tsx'
import { Form } from '../form/form.tsx'
import type { Frame } from '../frame.ts'
import { PageTitle } from '../text/text.tsx'
import { Layout } from './layout.tsx'

/** Just removed: the way back is the first thing on the page. */
export function RemovedPage({
  frame,
  title,
  text,
  restoration,
  back,
}: {
  frame: Frame
  title: string
  text: string
  restoration: string
  /** The list that it was in. */
  back: { readonly href: string; readonly label: string }
}) {
  const { t } = frame
  return (
    <Layout frame={frame} title={title}>
      <PageTitle lede={text}>{title}</PageTitle>
      <Form frame={frame} action={restoration}>
        <Actions>
          <Button>{t('common.undo')}</Button>
          <ButtonLink look="quiet" href={back.href}>
            {back.label}
          </ButtonLink>
        </Actions>
      </Form>
    </Layout>
  )
}
