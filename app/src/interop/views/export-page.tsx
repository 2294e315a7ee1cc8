import { paths } from '../../paths.ts'
import { Button } from '../../ui/form/button.tsx'
import { Form } from '../../ui/form/form.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import { Trail } from './import-page.tsx'

/** Take everything with you. */
export function ExportPage({ frame }: { frame: Frame }) {
  const { t } = frame
  return (
    <Layout
      frame={frame}
      title={t('interop.take')}
      before={<Trail frame={frame} label={t('interop.take')} />}
    >
      <PageTitle lede={t('interop.takeLede')}>{t('interop.take')}</PageTitle>
      <h2>{t('interop.takeLeap2a')}</h2>
      <p>{t('interop.takeLeap2aText')}</p>
      <Take frame={frame} format="leap2a" button={t('interop.takeButton')} />
      <h2>{t('interop.takeHtml')}</h2>
      <p>{t('interop.takeHtmlText')}</p>
      <Take frame={frame} format="html" button={t('interop.takeSite')} />
    </Layout>
  )
}

function Take({ frame, format, button }: { frame: Frame; format: string; button: string }) {
  return (
    <Form frame={frame} action={paths.portfolioExportFile()}>
      <input type="hidden" name="format" value={format} />
      <Button look={format === 'leap2a' ? 'primary' : 'secondary'}>{button}</Button>
    </Form>
  )
}
