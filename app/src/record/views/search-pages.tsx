import type { Child } from 'hono/jsx'
import type { FieldProblem } from '../../errors.ts'
import type { Organisation } from '../../institution/organisation.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/form/button.tsx'
import { DateField } from '../../ui/form/date-field.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { Field } from '../../ui/form/field.tsx'
import { Form } from '../../ui/form/form.tsx'
import { Select } from '../../ui/form/select.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { SummaryList } from '../../ui/list/lists.tsx'
import { Breadcrumbs, Tabs } from '../../ui/list/navigation.tsx'
import type { FormValues } from '../../ui/request.ts'
import { HelpBeside, Notice } from '../../ui/text/notice.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import type { Words } from '../../words.ts'
import type { VerifyAnswer } from '../register/ask-by-number.ts'
import type { SearchAnswer } from '../register/search-register.ts'
import { Candidates, Fields } from './comparison.tsx'
import { Purpose } from './learners-pages.tsx'
import { HelpingFields, HiddenValues, WhoFields } from './registration-fields.tsx'

interface Asking {
  readonly frame: Frame
  readonly organisation: Organisation
  readonly purposes: readonly string[]
  readonly values?: FormValues | undefined
  readonly problems?: readonly FieldProblem[] | undefined
}

/** The whole register is asked, for a purpose; it answers with a code and no more than that says. */
export function SearchPage({ answer, ...asking }: Asking & { answer?: SearchAnswer | undefined }) {
  const { frame, organisation, purposes, values, problems } = asking
  const { t } = frame
  const { organisationId } = organisation
  const help = (
    <>
      <p>{t('register.searchHelpTold')}</p>
      <p>{t('register.searchHelpPossible')}</p>
      <p>{t('register.searchHelpPostcode')}</p>
    </>
  )
  return (
    <Asks
      asking={asking}
      title={t('register.searchTitle')}
      lede={t('register.searchLede')}
      at="search"
      help={help}
    >
      {answer && (
        <Answer frame={frame} organisationId={organisationId} answer={answer} values={values ?? {}} />
      )}
      <Form frame={frame} action={paths.learnerSearch(organisationId)}>
        {answer && <h2>{t('register.searchAgain')}</h2>}
        <WhoFields t={t} values={values} problems={problems} />
        <details open={answer?.code === 'WSRC0002' || answer?.code === 'WSRC0003'}>
          <summary>{t('register.helping')}</summary>
          <HelpingFields t={t} values={values} problems={problems} />
        </details>
        <Purpose t={t} purposes={purposes} value={values?.['purpose']} problems={problems} />
        <Button look={answer ? 'secondary' : 'primary'}>{t('register.search')}</Button>
      </Form>
    </Asks>
  )
}

function Asks({
  asking: { frame, organisation, problems },
  title,
  lede,
  at,
  help,
  children,
}: {
  asking: Asking
  title: string
  lede: string
  at: 'search' | 'number'
  help: Child
  children: Child
}) {
  const { t } = frame
  const { organisationId, name } = organisation
  return (
    <Layout
      frame={frame}
      title={title}
      wide
      problem={problems !== undefined}
      before={
        <Breadcrumbs
          t={t}
          crumbs={[
            { href: paths.organisation(organisationId), label: name },
            { href: paths.learners(organisationId), label: t('record.learnersTitle') },
            { label: title },
          ]}
        />
      }
    >
      <ErrorSummary t={t} problems={problems} />
      <PageTitle kicker={name} lede={lede}>
        {title}
      </PageTitle>
      <Tabs
        label={t('register.waysToAsk')}
        tabs={[
          {
            href: paths.learnerSearch(organisationId),
            label: t('register.byDetails'),
            current: at === 'search',
          },
          {
            href: paths.numberCheck(organisationId),
            label: t('register.byNumber'),
            current: at === 'number',
          },
        ]}
      />
      <HelpBeside title={t('record.help')} help={help}>
        {children}
      </HelpBeside>
    </Layout>
  )
}

function Answer({
  frame,
  organisationId,
  answer,
  values,
}: {
  frame: Frame
  organisationId: string
  answer: SearchAnswer
  values: FormValues
}) {
  const { t } = frame
  const found = 'uln' in answer ? answer : undefined
  return (
    <section>
      <Notice t={t} kind={found ? 'done' : answer.code === 'WSRC0001' ? 'info' : 'warning'}>
        <Sentence t={t} code={answer.code} />
        {found?.optedOut && <Sentence t={t} code="WSEC0206" />}
      </Notice>
      {found && (
        <>
          <SummaryList
            rows={[
              { term: t('record.uln'), value: found.uln },
              ...(found.foundUln === found.uln
                ? []
                : [{ term: t('register.foundUln'), value: found.foundUln }]),
            ]}
          />
          <Form frame={frame} action={paths.learnerNew(organisationId)}>
            <HiddenValues values={{ ...values, known: 'known', uln: found.foundUln }} />
            <Field
              t={t}
              name="cohort"
              label={t('record.cohort')}
              hint={t('record.cohortHint')}
              width="medium"
            />
            <Button>{t('register.enrolFound')}</Button>
          </Form>
        </>
      )}
      {answer.code === 'WSRC0003' && (
        <>
          <h2>{t('register.compareTitle')}</h2>
          <Candidates t={t} candidates={answer.candidates} />
        </>
      )}
      {(answer.code === 'WSRC0001' || answer.code === 'WSRC0003') && (
        <Form frame={frame} action={paths.learnerNew(organisationId)}>
          <HiddenValues values={{ ...values, known: 'new', fill: 'yes' }} />
          <Button look={answer.code === 'WSRC0001' ? 'primary' : 'secondary'}>
            {t('register.enterNew')}
          </Button>
        </Form>
      )}
    </section>
  )
}

/** What a code means, and the code small beside it for those who know it. */
function Sentence({ t, code }: { t: Words; code: string }) {
  return (
    <p>
      {t.say(`register.code_${code}`)} <small>{code}</small>
    </p>
  )
}

/** Whether a number that somebody gives is theirs. */
export function NumberPage({ answer, ...asking }: Asking & { answer?: VerifyAnswer | undefined }) {
  const { frame, organisation, purposes, values, problems } = asking
  const { t } = frame
  const text = { t, problems, spellcheck: false, autocomplete: 'off' } as const
  const help = (
    <>
      <p>{t('register.numberHelp')}</p>
      <p>{t('register.searchHelpTold')}</p>
    </>
  )
  return (
    <Asks
      asking={asking}
      title={t('register.numberTitle')}
      lede={t('register.numberLede')}
      at="number"
      help={help}
    >
      {answer && (
        <section>
          <Notice t={t} kind={isMatch(answer) ? 'done' : 'warning'}>
            <Sentence t={t} code={answer.code} />
          </Notice>
          {answer.uln && <SummaryList rows={[{ term: t('register.useUln'), value: answer.uln }]} />}
          {answer.flags && <Fields t={t} fields={answer.flags} />}
        </section>
      )}
      <Form frame={frame} action={paths.numberCheck(organisation.organisationId)}>
        <Field
          {...text}
          name="uln"
          label={t('record.uln')}
          width="medium"
          inputmode="numeric"
          value={values?.['uln']}
        />
        <Field {...text} name="givenName" label={t('record.givenName')} value={values?.['givenName']} />
        <Field {...text} name="familyName" label={t('record.familyName')} value={values?.['familyName']} />
        <DateField
          t={t}
          name="birthDate"
          label={t('record.birthDate')}
          optional
          problems={problems}
          value={{
            day: values?.['birthDate-day'],
            month: values?.['birthDate-month'],
            year: values?.['birthDate-year'],
          }}
        />
        <Select
          t={t}
          name="gender"
          label={t('register.gender')}
          optional
          problems={problems}
          value={values?.['gender']}
          empty={t('register.genderNotAsked')}
          options={['1', '2', '9', '0'].map((code) => ({
            value: code,
            label: t.say(`register.gender_${code}`),
          }))}
        />
        <Purpose t={t} purposes={purposes} value={values?.['purpose']} problems={problems} />
        <Button>{t('register.numberCheck')}</Button>
      </Form>
    </Asks>
  )
}

function isMatch({ code }: VerifyAnswer): boolean {
  return code === 'WSVRC001' || code === 'WSVRC002'
}
