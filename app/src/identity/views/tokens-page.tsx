import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import type { Frame } from '../../ui/frame.ts'
import { Button, ButtonLink } from '../../ui/form/button.tsx'
import { Checkboxes, Radios } from '../../ui/form/choices.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { Field } from '../../ui/form/field.tsx'
import { Form } from '../../ui/form/form.tsx'
import { Table } from '../../ui/list/table.tsx'
import type { FormValues } from '../../ui/request.ts'
import { CopyField, EmptyState, Notice } from '../../ui/text/notice.tsx'
import { DateText } from '../../ui/time.tsx'
import type { ApiTokenLine } from '../api-token-store.ts'
import { scopes } from '../scopes.ts'
import { AccountLayout } from './account-layout.tsx'

interface Again {
  readonly values: FormValues
  readonly chosen: readonly string[]
  readonly problems: readonly FieldProblem[]
}

export function TokensPage({
  frame,
  tokens,
  again,
}: {
  frame: Frame
  tokens: readonly ApiTokenLine[]
  again?: Again | undefined
}) {
  const { t } = frame
  return (
    <AccountLayout
      frame={frame}
      title={t('identity.tokensTitle')}
      lede={t('identity.tokensLede')}
      problem={again !== undefined}
      before={<ErrorSummary t={t} problems={again?.problems} />}
    >
      {tokens.length === 0 ? (
        <EmptyState title={t('identity.noTokens')}>{t('identity.noTokensAbout')}</EmptyState>
      ) : (
        <Tokens frame={frame} tokens={tokens} />
      )}
      <section>
        <h2>{t('identity.makeToken')}</h2>
        <Form frame={frame} action={paths.accountTokens()} id="make-token">
          <Field
            t={t}
            name="label"
            label={t('identity.tokenLabel')}
            hint={t('identity.tokenLabelHint')}
            value={again?.values['label']}
            problems={again?.problems}
            width="medium"
            maxlength={100}
          />
          <Checkboxes
            t={t}
            name="scopes"
            label={t('identity.tokenScopes')}
            values={again?.chosen}
            problems={again?.problems}
            choices={scopes.map((scope) => ({ value: scope, label: t(`identity.scope_${scope}`) }))}
          />
          <Radios
            t={t}
            name="days"
            label={t('identity.tokenDays')}
            value={again?.values['days'] ?? '90'}
            problems={again?.problems}
            choices={[30, 90, 365].map((days) => ({
              value: String(days),
              label: t('identity.days', { days }),
            }))}
          />
          <Field
            t={t}
            name="password"
            type="password"
            label={t('identity.presentPassword')}
            hint={t('identity.whyPassword')}
            problems={again?.problems}
            autocomplete="current-password"
            spellcheck={false}
          />
          <Button>{t('identity.makeToken')}</Button>
        </Form>
      </section>
    </AccountLayout>
  )
}

function Tokens({ frame, tokens }: { frame: Frame; tokens: readonly ApiTokenLine[] }) {
  const { t } = frame
  return (
    <Table
      caption={t('identity.tokensTitle')}
      captionHidden
      rows={tokens}
      columns={[
        { label: t('identity.tokenLabel'), header: true, cell: ({ label }) => label },
        {
          label: t('identity.tokenScopes'),
          cell: (token) => token.scopes.map((scope) => t.say(`identity.scope_${scope}`)).join('; '),
        },
        {
          label: t('identity.tokenEnds'),
          cell: ({ expiresAt }) =>
            expiresAt ? <DateText t={t} value={expiresAt} /> : t('identity.tokenNoEnd'),
        },
        {
          label: t('identity.revoke'),
          cell: ({ tokenId, label }) => (
            <Form frame={frame} action={paths.accountTokenEnd(tokenId)} class="inline-form">
              <Button look="quiet" label={t('identity.revokeToken', { label })}>
                {t('identity.revoke')}
              </Button>
            </Form>
          ),
        },
      ]}
    />
  )
}

export function NewTokenPage({
  frame,
  label,
  token,
  expiresAt,
}: {
  frame: Frame
  label: string
  token: string
  expiresAt: Date
}) {
  const { t } = frame
  return (
    <AccountLayout frame={frame} title={t('identity.newTokenTitle')}>
      <Notice t={t} kind="warning">
        <p>{t('identity.tokenShownOnce')}</p>
      </Notice>
      <CopyField t={t} label={label} value={token} id="token" />
      <p>
        {t('identity.tokenEnds')} <DateText t={t} value={expiresAt} />
      </p>
      <ButtonLink href={paths.accountTokens()}>{t('identity.tokenKept')}</ButtonLink>
    </AccountLayout>
  )
}
