import type { FieldProblem } from '../../errors.ts'
import type { Organisation } from '../../institution/organisation.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/form/button.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { Field } from '../../ui/form/field.tsx'
import { Form } from '../../ui/form/form.tsx'
import { Select } from '../../ui/form/select.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { Breadcrumbs } from '../../ui/list/navigation.tsx'
import { Table } from '../../ui/list/table.tsx'
import type { FormValues } from '../../ui/request.ts'
import { PageTitle, Tag } from '../../ui/text/text.tsx'
import { DateText } from '../../ui/time.tsx'
import type { OwnClaim } from '../claims/ask-confirmation.ts'

interface Again {
  readonly form: 'code' | 'confirmation'
  readonly values?: FormValues | undefined
  readonly problems: readonly FieldProblem[]
}

/** Two ways to one's record: the code on paper, or somebody at the school who knows the person. */
export function ClaimPage({
  frame,
  claims,
  providers,
  again,
}: {
  frame: Frame
  claims: readonly OwnClaim[]
  providers: readonly Organisation[]
  again?: Again | undefined
}) {
  const { t } = frame
  const title = t('record.claimTitle')
  const crumbs = [{ href: paths.record(), label: t('record.title') }, { label: title }]
  const of = (form: Again['form']) => (again?.form === form ? again : undefined)
  return (
    <Layout
      frame={frame}
      title={title}
      problem={again !== undefined}
      before={<Breadcrumbs t={t} crumbs={crumbs} />}
    >
      <ErrorSummary t={t} problems={again?.problems} />
      <PageTitle lede={t('record.claimLede')}>{title}</PageTitle>
      <Form frame={frame} action={paths.claim()}>
        <h2>{t('record.withCode')}</h2>
        <p>{t('record.withCodeText')}</p>
        <Uln frame={frame} name="uln" again={of('code')} />
        <Field
          t={t}
          name="code"
          label={t('record.code')}
          hint={t('record.codeHint')}
          width="medium"
          autocomplete="off"
          spellcheck={false}
          value={of('code')?.values?.['code']}
          problems={of('code')?.problems}
        />
        <Button>{t('record.claimButton')}</Button>
      </Form>
      <Form frame={frame} action={paths.claimConfirmation()}>
        <h2>{t('record.withoutCode')}</h2>
        <p>{t('record.withoutCodeText')}</p>
        <Uln frame={frame} name="ulnAsked" again={of('confirmation')} />
        <Select
          t={t}
          name="organisation"
          label={t('record.school')}
          empty={t('record.chooseSchool')}
          value={of('confirmation')?.values?.['organisation']}
          problems={of('confirmation')?.problems}
          options={providers.map(({ organisationId, name }) => ({ value: organisationId, label: name }))}
        />
        <Button look="secondary">{t('record.askButton')}</Button>
      </Form>
      {claims.length > 0 && (
        <Table
          caption={t('record.yourClaims')}
          rows={claims}
          columns={[
            { label: t('record.school'), header: true, cell: (claim) => claim.organisationName },
            { label: t('record.madeOn'), cell: (claim) => <DateText t={t} value={claim.madeAt} /> },
            {
              label: t('record.state'),
              cell: ({ state }) => (
                <Tag kind={state === 'granted' ? 'good' : state === 'waiting' ? 'waiting' : 'plain'}>
                  {t(`record.claim_${state}`)}
                </Tag>
              ),
            },
          ]}
        />
      )}
    </Layout>
  )
}

function Uln({ frame, name, again }: { frame: Frame; name: string; again: Again | undefined }) {
  const { t } = frame
  return (
    <Field
      t={t}
      name={name}
      label={t('record.uln')}
      hint={t('record.ulnHint')}
      width="medium"
      inputmode="numeric"
      autocomplete="off"
      value={again?.values?.[name]}
      problems={again?.problems}
    />
  )
}
