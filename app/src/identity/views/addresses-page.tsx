import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import type { Frame } from '../../ui/frame.ts'
import { Button } from '../../ui/form/button.tsx'
import { Radios } from '../../ui/form/choices.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { Field } from '../../ui/form/field.tsx'
import { Form } from '../../ui/form/form.tsx'
import { Layout } from '../../ui/layout/layout.tsx'
import { Table } from '../../ui/list/table.tsx'
import type { FormValues } from '../../ui/request.ts'
import { Notice } from '../../ui/text/notice.tsx'
import { PageTitle, Tag } from '../../ui/text/text.tsx'
import type { OwnAddress } from '../addresses.ts'
import { AccountLayout } from './account-layout.tsx'

export function AddressesPage({
  frame,
  addresses,
  values,
  problems,
}: {
  frame: Frame
  addresses: readonly OwnAddress[]
  values?: FormValues | undefined
  problems?: readonly FieldProblem[] | undefined
}) {
  const { t } = frame
  const confirmed = addresses.filter(({ confirmedAt }) => confirmedAt)
  return (
    <AccountLayout
      frame={frame}
      title={t('identity.addressesTitle')}
      lede={t('identity.addressesLede')}
      problem={problems !== undefined}
      before={<ErrorSummary t={t} problems={problems} />}
    >
      {confirmed.every(({ isInstitutional }) => isInstitutional) && (
        <Notice t={t} kind="warning" title={t('identity.institutionAddressTitle')}>
          <p>{t('identity.needsOwnAddress')}</p>
        </Notice>
      )}
      <Table
        caption={t('identity.yourAddresses')}
        captionHidden
        rows={addresses}
        columns={[
          { label: t('identity.address'), header: true, cell: ({ address }) => address },
          { label: t('identity.purpose'), cell: ({ purpose }) => t(`identity.purpose_${purpose}`) },
          { label: t('identity.state'), cell: (row) => <State frame={frame} row={row} /> },
          { label: t('common.remove'), cell: (row) => <Removal frame={frame} row={row} /> },
        ]}
      />
      <section>
        <h2>{t('identity.addAddress')}</h2>
        <Form frame={frame} action={paths.accountAddresses()} id="add-address">
          <Field
            t={t}
            name="address"
            type="email"
            label={t('identity.newAddress')}
            value={values?.['address']}
            problems={problems}
            autocomplete="email"
            spellcheck={false}
          />
          <Radios
            t={t}
            name="purpose"
            label={t('identity.purposeQuestion')}
            value={values?.['purpose']}
            problems={problems}
            choices={[
              {
                value: 'signIn',
                label: t('identity.purpose_signIn'),
                hint: t('identity.purposeSignInHint'),
              },
              {
                value: 'recovery',
                label: t('identity.purpose_recovery'),
                hint: t('identity.purposeRecoveryHint'),
              },
            ]}
          />
          <Field
            t={t}
            name="password"
            type="password"
            label={t('identity.presentPassword')}
            hint={t('identity.whyPassword')}
            problems={problems}
            autocomplete="current-password"
            spellcheck={false}
          />
          <Button>{t('identity.addAddress')}</Button>
        </Form>
      </section>
    </AccountLayout>
  )
}

function State({ frame: { t }, row }: { frame: Frame; row: OwnAddress }) {
  return (
    <>
      {row.confirmedAt ? (
        <Tag kind="good">{t('identity.addressConfirmed')}</Tag>
      ) : (
        <Tag kind="waiting">{t('identity.addressWaiting')}</Tag>
      )}
      {row.isInstitutional && <Tag kind="info">{t('identity.institutional')}</Tag>}
    </>
  )
}

function Removal({ frame, row }: { frame: Frame; row: OwnAddress }) {
  const { t } = frame
  if (!row.mayBeRemoved) return t('identity.lastAddressStays')
  return (
    <Form frame={frame} action={paths.accountAddressRemoval()} class="inline-form">
      <input type="hidden" name="address" value={row.address} />
      <Button look="quiet" label={t('identity.removeAddress', { address: row.address })}>
        {t('common.remove')}
      </Button>
    </Form>
  )
}

export function ConfirmAddressPage({ frame, address }: { frame: Frame; address: string }) {
  const { t } = frame
  const title = t('identity.confirmAddressTitle')
  return (
    <Layout frame={frame} title={title} noindex>
      <PageTitle lede={t('identity.confirmAddressLede', { address })}>{title}</PageTitle>
      <Form frame={frame}>
        <Button>{t('identity.confirmAddress')}</Button>
      </Form>
    </Layout>
  )
}
