import type { Child } from 'hono/jsx'
import { paths } from '../../paths.ts'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { Breadcrumbs } from '../../ui/list/navigation.tsx'
import { PageTitle } from '../../ui/text/text.tsx'

/** A page under the account. */
export function AccountLayout({
  frame,
  title,
  lede,
  problem,
  before,
  children,
}: {
  frame: Frame
  title: string
  lede?: string
  problem?: boolean
  /** The error summary: above the title. */
  before?: Child
  children: Child
}) {
  const { t } = frame
  const crumbs = [{ href: paths.account(), label: t('identity.account') }, { label: title }]
  return (
    <Layout frame={frame} title={title} problem={problem} before={<Breadcrumbs t={t} crumbs={crumbs} />}>
      {before}
      <PageTitle lede={lede}>{title}</PageTitle>
      {children}
    </Layout>
  )
}
