import { paths } from '../../paths.ts'
import { Button } from '../../ui/form/button.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { FileField } from '../../ui/form/file-field.tsx'
import { Form } from '../../ui/form/form.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { Figures } from '../../ui/list/figures.tsx'
import { Breadcrumbs } from '../../ui/list/navigation.tsx'
import { Table } from '../../ui/list/table.tsx'
import { HelpBeside, Notice } from '../../ui/text/notice.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import type { Words } from '../../words.ts'
import type { RegisterReport } from '../qualifications/import-register.ts'
import { gradeText, schemeText } from '../record-words.ts'
import type { GradingScheme } from '../results/grading-schemes.ts'
import type { RowProblem } from '../tables.ts'
import type { Again } from './series-pages.tsx'

/** Where operators keep the register of qualifications and the grading schemes up to date. */
export function OperatorQualificationsPage({
  frame,
  schemes,
  report,
  again,
}: {
  frame: Frame
  schemes: readonly GradingScheme[]
  /** Of the file that was just taken. */
  report?: RegisterReport | undefined
  again?: (Again & { form: 'register' | 'scheme' }) | undefined
}) {
  const { t } = frame
  const title = t('qualification.operatorTitle')
  const help = (
    <>
      <p>{t('qualification.helpRegister')}</p>
      <p>{t('qualification.helpSchemes')}</p>
    </>
  )
  const inForm = (form: 'register' | 'scheme') => (again?.form === form ? again.problems : undefined)
  // Two files on one page: each form has a name of its own for it.
  const ofRegister = inForm('register')?.map((one) => ({ ...one, field: 'register' }))
  return (
    <Layout
      frame={frame}
      title={title}
      wide
      problem={again !== undefined}
      before={
        <Breadcrumbs
          t={t}
          crumbs={[{ href: paths.operator(), label: t('home.operator') }, { label: title }]}
        />
      }
    >
      <ErrorSummary t={t} problems={ofRegister ?? again?.problems} />
      <PageTitle kicker={t('home.operator')} lede={t('qualification.operatorLede')}>
        {title}
      </PageTitle>
      <HelpBeside title={t('record.help')} help={help}>
        {report && <Report t={t} report={report} />}
        <Form frame={frame} action={paths.operatorQualifications()} upload>
          <h2>{t('qualification.registerTitle')}</h2>
          <FileField
            t={t}
            name="register"
            label={t('qualification.registerFile')}
            accept=".csv,text/csv"
            problems={ofRegister}
          />
          <Button>{t('qualification.registerUpload')}</Button>
        </Form>
        <Form frame={frame} action={paths.operatorGradingSchemes()} upload>
          <h2>{t('qualification.schemeTitle')}</h2>
          <FileField
            t={t}
            name="file"
            label={t('qualification.schemeFile')}
            hint={t('qualification.schemeFileHint')}
            accept=".csv,text/csv"
            problems={inForm('scheme')}
          />
          <Button look="secondary">{t('qualification.schemeUpload')}</Button>
        </Form>
        <Table
          caption={t('qualification.schemes')}
          rows={schemes}
          columns={[
            { label: t('qualification.schemeCode'), header: true, cell: ({ code }) => code },
            { label: t('qualification.schemeName'), cell: ({ code }) => schemeText(t, code) },
            {
              label: t('qualification.grades'),
              cell: ({ code, grades }) => grades.map((grade) => gradeText(t, code, grade)).join(' · '),
            },
          ]}
        />
      </HelpBeside>
    </Layout>
  )
}

function Report({ t, report }: { t: Words; report: RegisterReport }) {
  const { rows, added, changed, unchanged, refused, refusedRows } = report
  return (
    <Notice t={t} kind="done" title={t('qualification.isTaken')}>
      <Figures
        figures={[
          { term: t('record.rows'), value: String(rows) },
          { term: t('series.added'), value: String(added) },
          { term: t('series.changed'), value: String(changed) },
          { term: t('record.unchanged'), value: String(unchanged) },
          { term: t('record.refused'), value: String(refused), attention: refused > 0 },
        ]}
      />
      {refusedRows.length > 0 && (
        <ul>
          {refusedRows.map(({ row, problems }) => (
            <li>
              {t('series.refusedRow', { row, why: problems.map((one) => problemOf(t, one)).join('; ') })}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  )
}

function problemOf(t: Words, { field, rule }: RowProblem): string {
  return `${field}: ${t.say(`qualification.rule_${rule}`)}`
}
