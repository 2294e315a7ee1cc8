import type { FieldProblem } from '../../errors.ts'
import type { Organisation } from '../../institution/organisation.ts'
import { paths } from '../../paths.ts'
import { Actions, Button } from '../../ui/form/button.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { fieldId } from '../../ui/form/field-parts.tsx'
import { Field } from '../../ui/form/field.tsx'
import { Form } from '../../ui/form/form.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { SummaryList } from '../../ui/list/lists.tsx'
import { Breadcrumbs } from '../../ui/list/navigation.tsx'
import { EmptyState, HelpBeside, Notice } from '../../ui/text/notice.tsx'
import { PageTitle, Tag } from '../../ui/text/text.tsx'
import { DateText } from '../../ui/time.tsx'
import type { ClaimToDecide } from '../claims/decide-claim.ts'

interface Again {
  readonly claimId: string
  readonly problems: readonly FieldProblem[]
}

/** The work list of those who know their learners in person. */
export function ClaimsPage({
  frame,
  organisation,
  claims,
  again,
}: {
  frame: Frame
  organisation: Organisation
  claims: readonly ClaimToDecide[]
  again?: Again | undefined
}) {
  const { t } = frame
  const { organisationId, name } = organisation
  const title = t('record.claimsTitle')
  const help = (
    <>
      <p>{t('record.claimsHelpKnow')}</p>
      <p>{t('record.claimsHelpSecond')}</p>
      <p>{t('record.claimsHelpUndo')}</p>
    </>
  )
  return (
    <Layout
      frame={frame}
      title={title}
      wide
      problem={again !== undefined}
      before={
        <Breadcrumbs
          t={t}
          crumbs={[{ href: paths.organisation(organisationId), label: name }, { label: title }]}
        />
      }
    >
      <ErrorSummary t={t} problems={again?.problems} />
      <PageTitle kicker={name} lede={t('record.claimsLede')}>
        {title}
      </PageTitle>
      <HelpBeside title={t('record.help')} help={help}>
        {claims.length === 0 ? (
          <EmptyState title={t('record.noClaims')}>
            <p>{t('record.noClaimsYet')}</p>
          </EmptyState>
        ) : (
          claims.map((one) => (
            <OneClaim
              frame={frame}
              organisationId={organisationId}
              one={one}
              problems={again?.claimId === one.claim.claim_id ? again.problems : undefined}
            />
          ))
        )}
      </HelpBeside>
    </Layout>
  )
}

function OneClaim({
  frame,
  organisationId,
  one: { claim, learner },
  problems,
}: {
  frame: Frame
  organisationId: string
  one: ClaimToDecide
  problems: readonly FieldProblem[] | undefined
}) {
  const { t } = frame
  const kind = claim.state === 'waiting' ? 'waiting' : claim.state === 'granted' ? 'good' : 'plain'
  return (
    <section>
      <h2>{claim.person_name}</h2>
      <SummaryList
        rows={[
          { term: t('record.state'), value: <Tag kind={kind}>{t(`record.claim_${claim.state}`)}</Tag> },
          { term: t('record.accountName'), value: claim.person_name },
          { term: t('record.way'), value: t(`record.way_${claim.way}`) },
          ...(claim.uln_given ? [{ term: t('record.uln'), value: claim.uln_given }] : []),
          { term: t('record.madeOn'), value: <DateText t={t} value={claim.made_at} /> },
          {
            term: t('record.learner'),
            value: learner
              ? t('record.learnerLine', {
                  name: `${learner.givenName} ${learner.familyName}`,
                  uln: learner.uln,
                })
              : t('record.learnerNotOurs'),
          },
          ...(claim.note ? [{ term: t('record.note'), value: claim.note }] : []),
        ]}
      />
      {claim.state === 'waiting' && learner?.isClaimed && (
        <Notice t={t} kind="warning">
          <p>{t('record.secondClaim')}</p>
        </Notice>
      )}
      {claim.state === 'waiting' && (
        <Decision
          frame={frame}
          organisationId={organisationId}
          claim={claim}
          problems={problems}
          canGrant={learner !== undefined}
        />
      )}
      {claim.state === 'granted' && (
        <Form frame={frame} action={paths.claimUndo(organisationId, claim.claim_id)}>
          <Field
            t={t}
            name="reason"
            id={problems ? fieldId('reason') : `reason-${claim.claim_id}`}
            label={t('record.undoReason')}
            problems={problems}
          />
          <Button look="danger" label={t('record.undoOf', { name: claim.person_name })}>
            {t('record.undoClaim')}
          </Button>
        </Form>
      )}
    </section>
  )
}

function Decision({
  frame,
  organisationId,
  claim,
  problems,
  canGrant,
}: {
  frame: Frame
  organisationId: string
  claim: ClaimToDecide['claim']
  problems: readonly FieldProblem[] | undefined
  canGrant: boolean
}) {
  const { t } = frame
  return (
    <Form frame={frame} action={paths.claimDecision(organisationId, claim.claim_id)}>
      <Field
        t={t}
        name="how"
        id={problems ? fieldId('how') : `how-${claim.claim_id}`}
        label={t('record.how')}
        hint={t('record.howHint')}
        problems={problems}
      />
      <Actions>
        {canGrant && (
          <Button
            look="secondary"
            name="decision"
            value="grant"
            label={t('record.confirmOf', { name: claim.person_name })}
          >
            {t('record.confirm')}
          </Button>
        )}
        <Button
          look="quiet"
          name="decision"
          value="refuse"
          label={t('record.refuseOf', { name: claim.person_name })}
        >
          {t('record.refuse')}
        </Button>
      </Actions>
    </Form>
  )
}
