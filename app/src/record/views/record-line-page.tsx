import { paths } from '../../paths.ts'
import { AssuranceSeal } from '../../ui/assurance/assurance-seal.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { SummaryList } from '../../ui/list/lists.tsx'
import { Breadcrumbs } from '../../ui/list/navigation.tsx'
import { Table } from '../../ui/list/table.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import { DateText, MomentText } from '../../ui/time.tsx'
import type { Words } from '../../words.ts'
import type { SeenChallenge } from '../challenges/seen.ts'
import { StateTag } from '../challenges/views/state.tsx'
import { assuranceOf } from '../own/assurance-of.ts'
import type { RecordLine } from '../own/record-line.ts'
import { gradeShown, gradeText, levelBesideText } from '../record-words.ts'
import { GradeScale } from './grade-scale.tsx'
import { LineFacts, LineNotices } from './line-view.tsx'

/** One line with where it comes from and what it was before. */
export function RecordLinePage({
  frame,
  line,
  above = [{ href: paths.record(), label: frame.t('record.title') }],
  challenges = [],
  sayWrong,
}: {
  frame: Frame
  line: RecordLine
  /** What was said to be wrong with it; its learner's to read. */
  challenges?: readonly SeenChallenge[]
  /** Where whoever sees this page says that something is wrong, if it is theirs to say. */
  sayWrong?: string | undefined
  /** From where somebody came: their own record, unless it is another's. */
  above?: readonly { href: string; label: string }[]
}) {
  const { t } = frame
  const crumbs = [...above, { label: line.title }]
  return (
    <Layout frame={frame} title={line.title} before={<Breadcrumbs t={t} crumbs={crumbs} />}>
      <PageTitle kicker={above.at(-1)?.label} result={gradeShown(t, line)}>
        {line.title}
      </PageTitle>
      <LineFacts t={t} line={line} />
      <LineNotices t={t} line={line} />
      <AssuranceSeal
        t={t}
        assurance={assuranceOf(line, t)}
        facts={[
          {
            term: t('record.issuer'),
            value: <a href={paths.institution(line.issuerId)}>{line.issuerName}</a>,
          },
          {
            term: t('record.register'),
            value: t(line.issuerAdmitted ? 'record.registerListed' : 'record.registerNotListed'),
          },
        ]}
      />
      <SummaryList
        rows={[
          {
            term: t('record.gradingScheme'),
            value: <GradeScale t={t} scheme={line.gradingScheme} grade={line.grade} />,
          },
          ...(line.level ? [{ term: t('record.levelTerm'), value: levelBesideText(t, line.level) }] : []),
          { term: t('record.number'), value: line.qualificationNumber },
          { term: t('record.source'), value: sourceText(t, line) },
          { term: t('record.publishedOn'), value: <MomentText t={t} value={line.releasedAt} /> },
        ]}
      />
      {line.history.length > 1 && <History t={t} line={line} />}
      {challenges.length > 0 && <Challenges t={t} challenges={challenges} />}
      <p>{t('record.cannotChange', { name: line.issuerName })}</p>
      {sayWrong !== undefined && !line.challengedSince && (
        <p>
          <a href={sayWrong}>{t('challenge.sayWrong')}</a>
        </p>
      )}
    </Layout>
  )
}

function Challenges({ t, challenges }: { t: Words; challenges: readonly SeenChallenge[] }) {
  return (
    <Table
      caption={t('challenge.ofLine')}
      rows={challenges}
      columns={[
        {
          label: t('challenge.reference'),
          header: true,
          oneLine: true,
          cell: ({ challengeId, reference }) => <a href={paths.challenge(challengeId)}>{reference}</a>,
        },
        { label: t('challenge.saidOn'), cell: ({ raisedAt }) => <DateText t={t} value={raisedAt} /> },
        { label: t('record.state'), cell: ({ state }) => <StateTag t={t} state={state} /> },
        { label: t('challenge.stepAnswer'), cell: ({ answer }) => answer ?? '' },
      ]}
    />
  )
}

type Version = RecordLine['history'][number]

function History({ t, line }: { t: Words; line: RecordLine }) {
  const awardedOn = new Set(line.history.map(({ awardDate }) => awardDate))
  return (
    <Table
      caption={t('record.history')}
      rows={[...line.history].reverse()}
      columns={[
        {
          label: t('record.version'),
          short: t('record.version'),
          header: true,
          cell: ({ version }) => String(version),
        },
        {
          label: t('record.whatHappened'),
          cell: ({ change, reason }) => (
            <>
              {t(`record.change_${change}`)}
              {reason && <span class="shown-things">{reason}</span>}
            </>
          ),
        },
        {
          label: t('record.grade'),
          cell: (version) =>
            version.change === 'withdrawn' ? '–' : gradeText(t, version.gradingScheme, version.grade),
        },
        ...(awardedOn.size > 1
          ? [
              {
                label: t('record.awarded'),
                cell: ({ awardDate }: Version) => <DateText t={t} value={awardDate} />,
              },
            ]
          : []),
        { label: t('record.publishedOn'), cell: ({ releasedAt }) => <MomentText t={t} value={releasedAt} /> },
        {
          label: t('record.replacedBy'),
          cell: ({ version }) => (version === line.version ? t('record.current') : String(version + 1)),
        },
      ]}
    />
  )
}

/** Which return a line came with, where it came with one: "Further education return · ILR R14". */
function sourceText(
  t: Words,
  { source, collectionType, returnNumber }: Pick<RecordLine, 'source' | 'collectionType' | 'returnNumber'>,
): string {
  const numbered = returnNumber === null ? '' : `R${String(returnNumber).padStart(2, '0')}`
  const collection = [collectionType ?? '', numbered].filter(Boolean).join(' ')
  return [t(`record.source_${source}`), collection].filter(Boolean).join(' · ')
}
