import type { FieldProblem } from '../../../errors.ts'
import { paths } from '../../../paths.ts'
import { Actions, Button, ButtonLink } from '../../../ui/form/button.tsx'
import { ErrorSummary } from '../../../ui/form/error-summary.tsx'
import { Field } from '../../../ui/form/field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import type { Frame } from '../../../ui/frame.ts'
import { Layout } from '../../../ui/layout/layout.tsx'
import { SummaryList } from '../../../ui/list/lists.tsx'
import { Breadcrumbs } from '../../../ui/list/navigation.tsx'
import { Table } from '../../../ui/list/table.tsx'
import type { FormValues } from '../../../ui/request.ts'
import { EmptyState, Notice } from '../../../ui/text/notice.tsx'
import { PageTitle, Tag } from '../../../ui/text/text.tsx'
import { DateText } from '../../../ui/time.tsx'
import type { Offer } from '../open-code.ts'
import type { OwnClass } from '../own-classes.ts'

/** Where a code from the wall is typed. */
export function JoinPage({
  frame,
  values,
  problems,
}: {
  frame: Frame
  values?: FormValues | undefined
  problems?: readonly FieldProblem[] | undefined
}) {
  const { t } = frame
  const title = t('cohort.joinTitle')
  return (
    <Layout
      frame={frame}
      title={title}
      problem={problems !== undefined}
      before={<Crumbs frame={frame} here={title} />}
    >
      <ErrorSummary t={t} problems={problems} />
      <PageTitle lede={t('cohort.joinLede')}>{title}</PageTitle>
      <Form frame={frame} action={paths.join()}>
        <Field
          t={t}
          name="code"
          label={t('cohort.code')}
          hint={t('cohort.codeHint')}
          width="medium"
          autocomplete="off"
          spellcheck={false}
          value={values?.['code']}
          problems={problems}
        />
        <Button>{t('cohort.goOn')}</Button>
      </Form>
    </Layout>
  )
}

/** Who asks, what they will see and why they may: before anything is agreed. */
export function OfferPage({ frame, offer, code }: { frame: Frame; offer: Offer; code: string }) {
  const { t } = frame
  const { name } = offer.organisation
  const title = t('cohort.offerTitle', { cohort: offer.cohort, name })
  return (
    <Layout frame={frame} title={title} before={<Crumbs frame={frame} here={title} />}>
      <PageTitle lede={t('cohort.offerLede', { name })}>{title}</PageTitle>
      <SummaryList
        rows={[
          {
            term: t('cohort.whoAsks'),
            value: `${name} (${t(`institution.kind_${offer.organisation.kind}`)}, UKPRN ${offer.organisation.ukprn})`,
          },
          { term: t('cohort.forClass'), value: offer.cohort },
        ]}
      />
      <h2>{t('cohort.willSee')}</h2>
      <ul>
        <li>{t('cohort.see_register')}</li>
        <li>{t('cohort.see_results')}</li>
        <li>{t('cohort.see_new')}</li>
      </ul>
      <h2>{t('cohort.willNot')}</h2>
      <ul>
        <li>{t('cohort.not_portfolio')}</li>
        <li>{t('cohort.not_shares')}</li>
      </ul>
      <p>{t('cohort.whyMay', { activity: t('home.activity') })}</p>
      <p>{t('cohort.beforeConfirm')}</p>
      <Answer frame={frame} offer={offer} code={code} />
    </Layout>
  )
}

function Answer({ frame, offer, code }: { frame: Frame; offer: Offer; code: string }) {
  const { t } = frame
  if (offer.place) {
    return (
      <Notice t={t} kind="info">
        <p>
          {t(`cohort.is_${offer.place}`)} <a href={paths.ownClasses()}>{t('cohort.ownTitle')}</a>
        </p>
      </Notice>
    )
  }
  if (offer.learnerId === undefined) {
    return (
      <Notice t={t} kind="warning" title={t('cohort.noRecordTitle')}>
        <p>{t('cohort.noRecord')}</p>
        <p>
          <a href={paths.claim()}>{t('record.claimTitle')}</a>
        </p>
      </Notice>
    )
  }
  return (
    <Form frame={frame} action={paths.joinWith(code)}>
      <Actions>
        <Button>{t('cohort.agree')}</Button>
        <ButtonLink look="quiet" href={paths.home()}>
          {t('cohort.notNow')}
        </ButtonLink>
      </Actions>
    </Form>
  )
}

/** Where somebody is enrolled, and how to leave what they joined. */
export function OwnClassesPage({ frame, classes }: { frame: Frame; classes: readonly OwnClass[] }) {
  const { t } = frame
  const title = t('cohort.ownTitle')
  const join = (
    <ButtonLink look="secondary" href={paths.join()}>
      {t('cohort.joinTitle')}
    </ButtonLink>
  )
  return (
    <Layout frame={frame} title={title} before={<Crumbs frame={frame} here={title} />}>
      <PageTitle lede={t('cohort.ownLede')}>{title}</PageTitle>
      {classes.length === 0 ? (
        <EmptyState title={t('cohort.ownEmpty')} action={join}>
          <p>{t('cohort.ownEmptyText')}</p>
        </EmptyState>
      ) : (
        <>
          <Table
            caption={title}
            captionHidden
            rows={classes}
            columns={[
              { label: t('cohort.where'), header: true, cell: (one) => one.organisationName },
              { label: t('cohort.className'), cell: ({ cohort }) => cohort },
              {
                label: t('cohort.since'),
                oneLine: true,
                cell: ({ since }) => <DateText t={t} value={since} />,
              },
              {
                label: t('cohort.state'),
                cell: ({ state }) => (
                  <Tag kind={state === 'enrolled' ? 'good' : 'waiting'}>{t(`cohort.state_${state}`)}</Tag>
                ),
              },
              { label: t('cohort.leave'), cell: (one) => <Leave frame={frame} one={one} /> },
            ]}
          />
          <p>{join}</p>
        </>
      )}
    </Layout>
  )
}

function Leave({ frame, one }: { frame: Frame; one: OwnClass }) {
  const { t } = frame
  if (one.joiningId === undefined) return <>{t('cohort.theyEnrolled')}</>
  return (
    <Form frame={frame} action={paths.ownClassEnd(one.joiningId)} class="inline-form">
      <Button look="quiet" label={t('cohort.leaveOf', { cohort: one.cohort, name: one.organisationName })}>
        {t('cohort.leave')}
      </Button>
    </Form>
  )
}

function Crumbs({ frame: { t }, here }: { frame: Frame; here: string }) {
  return <Breadcrumbs t={t} crumbs={[{ href: paths.record(), label: t('record.title') }, { label: here }]} />
}
