import { paths } from '../../paths.ts'
import type { Frame } from '../../ui/frame.ts'
import { ButtonLink } from '../../ui/form/button.tsx'
import { Layout } from '../../ui/layout/layout.tsx'
import { LinkList, SummaryList } from '../../ui/list/lists.tsx'
import { Notice } from '../../ui/text/notice.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import { DateText } from '../../ui/time.tsx'
import type { AccountOverview } from '../account-overview.ts'
import { agePolicy } from '../age.ts'

export function AccountPage({ frame, account }: { frame: Frame; account: AccountOverview }) {
  const { t } = frame
  const title = t('identity.account')
  const change = t('common.change')
  const ways = [
    ...(account.recoveryAddresses > 0 ? [t('identity.waySecondAddress')] : []),
    ...(account.codesLeft ? [t('identity.wayCodes', { left: account.codesLeft })] : []),
  ]
  return (
    <Layout frame={frame} title={title}>
      <PageTitle lede={t('identity.accountLede')}>{title}</PageTitle>
      {account.needsOwnAddress && (
        <Notice t={t} kind="warning" title={t('identity.institutionAddressTitle')}>
          <p>{t('identity.needsOwnAddress')}</p>
          <p>
            <a href={paths.accountAddresses()}>{t('identity.addAddress')}</a>
          </p>
        </Notice>
      )}
      {ways.length === 0 && (
        <Notice t={t} kind="info" title={t('identity.noWayBackTitle')}>
          <p>{t('identity.noWayBack')}</p>
          <ButtonLink look="secondary" href={paths.accountRecoveryCodes()}>
            {t('identity.makeCodes')}
          </ButtonLink>
        </Notice>
      )}
      <SummaryList
        rows={[
          { term: t('identity.name'), value: account.name },
          { term: t('identity.birthDate'), value: <DateText t={t} value={account.birthDate} /> },
          {
            term: t('identity.signInWith'),
            value: account.signInAddresses.join(', '),
            action: { href: paths.accountAddresses(), text: change, label: t('identity.addressesTitle') },
          },
          {
            term: t('identity.password'),
            value: t('identity.passwordHidden'),
            action: { href: paths.accountPassword(), text: change, label: t('identity.password') },
          },
          {
            term: t('identity.waysBack'),
            value: ways.length > 0 ? ways.join('; ') : t('common.none'),
            action: {
              href: paths.accountRecoveryCodes(),
              text: change,
              label: t('identity.waysBack'),
            },
          },
        ]}
      />
      {account.isChild && (
        <section>
          <h2>{t('identity.childTitle', { adult: agePolicy.adult })}</h2>
          <ul>
            <li>{t('identity.childNamed')}</li>
            <li>{t('identity.childDays', { days: agePolicy.childShareDays })}</li>
            <li>{t('identity.childNoStrangers')}</li>
          </ul>
        </section>
      )}
      <LinkList
        items={[
          { href: paths.accountSessions(), title: t('identity.sessionsTitle') },
          { href: paths.accountPreferences(), title: t('identity.preferencesTitle') },
          { href: paths.accountActivity(), title: t('identity.activityLink') },
          { href: paths.accountMemberships(), title: t('identity.membershipsLink') },
          { href: paths.accountTokens(), title: t('identity.tokensTitle') },
        ]}
      />
    </Layout>
  )
}
