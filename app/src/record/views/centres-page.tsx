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
import { HelpBeside } from '../../ui/text/notice.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import { DateText } from '../../ui/time.tsx'
import type { Centre } from '../series/centres.ts'
import type { Again } from './series-pages.tsx'

/** The operator's list: which organisation enters candidates under which number. */
export function CentresPage({
  frame,
  centres,
  providers,
  again,
}: {
  frame: Frame
  centres: readonly Centre[]
  providers: readonly Organisation[]
  again?: Again | undefined
}) {
  const { t } = frame
  const title = t('series.centresTitle')
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
      <ErrorSummary t={t} problems={again?.problems} />
      <PageTitle kicker={t('home.operator')} lede={t('series.centresLede')}>
        {title}
      </PageTitle>
      <HelpBeside title={t('record.help')} help={<p>{t('series.helpNumbers')}</p>}>
        <Table
          caption={t('series.centresCaption')}
          captionHidden
          rows={centres}
          empty={t('series.noCentres')}
          columns={[
            { label: t('series.centreNumber'), header: true, cell: ({ number }) => number },
            { label: t('series.centre'), cell: ({ organisationName }) => organisationName },
            { label: t('series.since'), cell: ({ since }) => <DateText t={t} value={since} /> },
            {
              label: t('series.change'),
              cell: ({ number, organisationId }) => (
                <Form frame={frame} action={paths.operatorCentreEnd()} class="inline-form">
                  <input type="hidden" name="organisation" value={organisationId} />
                  <input type="hidden" name="number" value={number} />
                  <Button look="quiet" label={t('series.endNumberOf', { number })}>
                    {t('series.endNumber')}
                  </Button>
                </Form>
              ),
            },
          ]}
        />
        <Form frame={frame} action={paths.operatorCentres()}>
          <h2>{t('series.addCentre')}</h2>
          <Field
            t={t}
            name="number"
            label={t('series.centreNumber')}
            hint={t('series.centreNumberHint')}
            width="short"
            inputmode="numeric"
            value={again?.values?.['number']}
            problems={again?.problems}
          />
          <Select
            t={t}
            name="organisation"
            label={t('series.centre')}
            empty={t('series.chooseCentre')}
            value={again?.values?.['organisation']}
            problems={again?.problems}
            options={providers.map(({ organisationId, name }) => ({ value: organisationId, label: name }))}
          />
          <Button>{t('series.addCentreButton')}</Button>
        </Form>
      </HelpBeside>
    </Layout>
  )
}
