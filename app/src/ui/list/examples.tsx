import type { Words } from '../../words.ts'
import { AssuranceMark } from '../assurance/assurance-mark.tsx'
import { DateText } from '../time.tsx'
import { LinkList, ProgressList, Steps, SummaryList, TaskList } from './lists.tsx'
import { Breadcrumbs, Pagination, Tabs } from './navigation.tsx'
import { Table } from './table.tsx'
import { Timeline } from './timeline.tsx'

const results = [
  { title: 'A level Physics', level: 'Level 3', grade: 'A', date: '2025-08-14', by: 'Severn Awards' },
  { title: 'A level Mathematics', level: 'Level 3', grade: 'B', date: '2025-08-14', by: 'Severn Awards' },
  { title: 'Extended Project', level: 'Level 3', grade: 'A*', date: '2025-03', by: 'Severn Awards' },
  { title: 'GCSE Cymraeg', level: 'Level 2', grade: '7', date: '2023-08-24', by: 'Bwrdd Hafren' },
]

export function ListExamples({ t }: { t: Words }) {
  return (
    <>
      <h3>Timeline</h3>
      <Timeline
        t={t}
        level={3}
        entries={[
          ...results.map((line) => ({
            date: line.date,
            title: line.title,
            href: '#line',
            result: line.grade,
            meta: line.level,
            mark: <AssuranceMark t={t} assurance="verified" name={line.by} />,
          })),
          {
            date: '2024',
            title: 'Volunteer at the repair café',
            meta: 'Every second Saturday',
            mark: <AssuranceMark t={t} assurance="selfDeclared" name="Amina Rahman" />,
          },
        ]}
      />
      <h3>Table</h3>
      <Table
        caption="Results"
        columns={[
          { label: 'Qualification', header: true, cell: (row) => <a href="#line">{row.title}</a> },
          { label: 'Level', cell: (row) => row.level },
          { label: 'Grade', cell: (row) => row.grade },
          { label: 'Awarded', cell: (row) => <DateText t={t} value={row.date} /> },
          { label: 'Source', cell: (row) => <AssuranceMark t={t} assurance="verified" name={row.by} /> },
        ]}
        rows={results}
      />
      <Table
        caption="Rows of the file"
        narrow={true}
        columns={[
          { label: 'State', header: true, cell: (row: { state: string; count: string }) => row.state },
          { label: 'Rows', numeric: true, cell: (row) => row.count },
        ]}
        rows={[
          { state: 'Loaded', count: '1,204' },
          { state: 'Held until the learner is known', count: '37' },
          { state: 'Not accepted', count: '5' },
        ]}
      />
      <Table
        caption="Openings"
        columns={[{ label: 'When', cell: () => '' }]}
        rows={[]}
        empty="Nobody has opened it."
      />
      <h3>Summary list</h3>
      <SummaryList
        rows={[
          { term: 'For', value: 'Acme Ltd' },
          {
            term: 'Open until',
            value: <DateText t={t} value="2026-06-30" />,
            action: { href: '#until', text: t('common.change'), label: 'the last day' },
          },
          { term: 'Download', value: 'Not allowed' },
        ]}
      />
      <h3>Task list</h3>
      <TaskList
        tasks={[
          { title: 'Find your results', href: '#find', state: { text: 'Done', kind: 'good' } },
          { title: 'Make a page', href: '#page', state: { text: 'Begun', kind: 'info' } },
          {
            title: 'Share it',
            hint: 'Publish your page first.',
            state: { text: 'Not yet', kind: 'plain' },
          },
        ]}
      />
      <h3>Progress</h3>
      <Steps t={t} current={2} total={3} />
      <ProgressList
        t={t}
        steps={[
          { title: 'Uploaded', state: 'done', detail: '12 August 2025 at 14:02' },
          { title: 'Checked', state: 'now', detail: '5 rows need a look' },
          { title: 'Published', state: 'next' },
        ]}
      />
      <h3>List of links</h3>
      <LinkList
        items={[
          { href: '#one', title: 'Repairing a radio', note: 'Published on 3 May 2026' },
          {
            href: '#two',
            title: 'Extended Project',
            mark: <AssuranceMark t={t} assurance="verified" name="Severn Awards" />,
          },
        ]}
      />
      <h3>Ways through</h3>
      <Breadcrumbs t={t} crumbs={[{ href: '#record', label: 'Record' }, { label: 'A level Physics' }]} />
      <Tabs
        label="Ways to see the record"
        tabs={[
          { href: '#timeline', label: 'By year', current: true },
          { href: '#table', label: 'As a table', current: false },
        ]}
      />
      <Pagination t={t} previous="#before" next="#after" />
    </>
  )
}
