import { paths } from '../../paths.ts'
import { Actions, Button, ButtonLink } from '../../ui/form/button.tsx'
import { Form } from '../../ui/form/form.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { Breadcrumbs } from '../../ui/list/navigation.tsx'
import { HelpBeside, Notice } from '../../ui/text/notice.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import type { Registered } from '../register.ts'

export function ClosingPage({ frame, organisation }: { frame: Frame; organisation: Registered }) {
  const { t } = frame
  const { organisationId, name, closedAt } = organisation
  const back = paths.operatorOrganisation(organisationId)
  const title = t('institution.closingTitle', { name })
  const crumbs = [
    { href: paths.operator(), label: t('institution.registerTitle') },
    { href: back, label: name },
    { label: t('institution.closeOrganisation') },
  ]
  return (
    <Layout frame={frame} title={title} wide before={<Breadcrumbs t={t} crumbs={crumbs} />}>
      <PageTitle>{title}</PageTitle>
      <HelpBeside title={t('institution.help')} help={<p>{t('institution.closingHelp')}</p>}>
        {closedAt ? (
          <p>{t('institution.closedAlready')}</p>
        ) : (
          <>
            <p>{t('institution.closingIntro')}</p>
            <ul>
              <li>{t('institution.closingAttests')}</li>
              <li>{t('institution.closingMembers')}</li>
              <li>{t('institution.closingKeeps')}</li>
            </ul>
            <Notice t={t} kind="warning">
              {t('institution.closingFinal')}
            </Notice>
            <Form frame={frame} action={paths.operatorClosing(organisationId)} id="closing">
              <Actions>
                <Button look="danger">{t('institution.closeOrganisation')}</Button>
                <ButtonLink look="quiet" href={back}>
                  {t('institution.keepOpen')}
                </ButtonLink>
              </Actions>
            </Form>
          </>
        )}
      </HelpBeside>
    </Layout>
  )
}
