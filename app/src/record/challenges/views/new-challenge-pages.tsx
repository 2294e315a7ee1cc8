import type { Child } from 'hono/jsx'
import type { FieldProblem } from '../../../errors.ts'
import type { Organisation } from '../../../institution/organisation.ts'
import { Button } from '../../../ui/form/button.tsx'
import { Radios } from '../../../ui/form/choices.tsx'
import { ErrorSummary } from '../../../ui/form/error-summary.tsx'
import { Form } from '../../../ui/form/form.tsx'
import { Select } from '../../../ui/form/select.tsx'
import { Textarea } from '../../../ui/form/textarea.tsx'
import type { Frame } from '../../../ui/frame.ts'
import { Layout } from '../../../ui/layout/layout.tsx'
import { Breadcrumbs } from '../../../ui/list/navigation.tsx'
import type { FormValues } from '../../../ui/request.ts'
import { HelpBeside, Notice } from '../../../ui/text/notice.tsx'
import { PageTitle } from '../../../ui/text/text.tsx'
import type { RecordLine } from '../../own/record-line.ts'
import { gradeShown } from '../../record-words.ts'
import { LineFacts } from '../../views/line-view.tsx'
import { daysToAnswer, lineKinds } from '../challenge.ts'

interface Props {
  frame: Frame
  crumbs: readonly { href: string; label: string }[]
  /** Staff of a provider say it for a learner of theirs. */
  byStaff?: true | undefined
  again?: { values: FormValues; problems: readonly FieldProblem[] } | undefined
}

export function ChallengeLinePage({ line, ...props }: Props & { line: RecordLine }) {
  const { t } = props.frame
  const { values = {}, problems } = props.again ?? {}
  return (
    <Page {...props} issuer={line.issuerName} title={t('challenge.somethingWrong')}>
      <h2>
        {line.title}
        {line.change === 'withdrawn' ? '' : ` · ${gradeShown(t, line) ?? ''}`}
      </h2>
      <LineFacts t={t} line={line} />
      {line.challengedSince ? (
        <Notice t={t} kind="info">
          <p>{t('challenge.openAlready')}</p>
        </Notice>
      ) : (
        <Form frame={props.frame} id="challenge">
          <Radios
            t={t}
            name="kind"
            label={t('challenge.whatKind')}
            value={values['kind']}
            problems={problems}
            choices={lineKinds.map((kind) => ({
              value: kind,
              label: t(props.byStaff ? `challenge.staffKind_${kind}` : `challenge.kind_${kind}`),
              hint: t(`challenge.kindHint_${kind}`),
            }))}
          />
          <Said {...props} hint={t('challenge.saidHint', { name: line.issuerName })} />
          <Button>{t('challenge.send', { name: line.issuerName })}</Button>
        </Form>
      )}
    </Page>
  )
}

export function ChallengeMissingPage({ issuers, ...props }: Props & { issuers: readonly Organisation[] }) {
  const { t } = props.frame
  const { values = {}, problems } = props.again ?? {}
  return (
    <Page {...props} title={t('challenge.missingTitle')}>
      <Form frame={props.frame} id="challenge">
        <Select
          t={t}
          name="issuer"
          label={t('challenge.whoShouldHave')}
          hint={t('challenge.whoShouldHaveHint')}
          value={values['issuer']}
          problems={problems}
          empty={t('challenge.chooseOne')}
          options={issuers.map(({ organisationId, name }) => ({ value: organisationId, label: name }))}
        />
        <Said {...props} hint={t('challenge.missingHint')} />
        <Notice t={t} kind="info">
          <p>{t(props.byStaff ? 'challenge.missingTellsStaff' : 'challenge.missingTells')}</p>
        </Notice>
        <Button>{t('challenge.sendMissing')}</Button>
      </Form>
    </Page>
  )
}

function Said({ frame: { t }, again, hint }: Props & { hint: string }) {
  return (
    <Textarea
      t={t}
      name="said"
      label={t('challenge.inOwnWords')}
      hint={hint}
      value={again?.values['said']}
      problems={again?.problems}
      maxlength={2000}
    />
  )
}

function Page({
  frame,
  crumbs,
  again,
  title,
  issuer,
  children,
}: Props & { title: string; issuer?: string; children: Child }) {
  const { t } = frame
  const help = (
    <>
      <p>{issuer ? t('challenge.helpWho', { name: issuer }) : t('challenge.helpWhoMissing')}</p>
      <p>{t('challenge.helpClock', { days: daysToAnswer })}</p>
      <p>{t('challenge.helpSeen')}</p>
      <p>{t('challenge.helpHistory')}</p>
    </>
  )
  return (
    <Layout
      frame={frame}
      title={title}
      wide
      problem={again !== undefined}
      before={<Breadcrumbs t={t} crumbs={[...crumbs, { label: title }]} />}
    >
      <ErrorSummary t={t} problems={again?.problems} />
      <PageTitle>{title}</PageTitle>
      <HelpBeside title={t('record.help')} help={help}>
        {children}
      </HelpBeside>
    </Layout>
  )
}
