import { expect, test } from 'vitest'
import { wordsFor } from '../../words.ts'
import { htmlOf } from '../html-of.ts'
import { ProgressList, SummaryList } from './lists.tsx'
import { Breadcrumbs, Pagination } from './navigation.tsx'
import { Table } from './table.tsx'
import { Timeline } from './timeline.tsx'

const t = wordsFor('en')

test('a table keeps its meaning when it is drawn as blocks', () => {
  const html = htmlOf(
    <Table
      caption="Results"
      columns={[
        { label: 'Title', header: true, cell: (row: { title: string; grade: string }) => row.title },
        { label: 'Grade', cell: (row) => row.grade },
      ]}
      rows={[{ title: 'Physics', grade: 'A' }]}
    />,
  )
  expect(html).toContain('<caption class="table__caption">Results</caption>')
  expect(html).toContain('<th scope="col" role="columnheader">Title</th>')
  expect(html).toContain('<th scope="row" role="rowheader">Physics</th>')
  expect(html).toContain('<td role="cell" data-label="Grade">A</td>')
})

test('the record runs from the newest year to the oldest, partial dates among them', () => {
  const entries = ['2019', '2025-03', '2023-08-24', '2025-08-14'].map((date) => ({
    date,
    title: `of ${date}`,
  }))
  const html = htmlOf(<Timeline t={t} entries={entries} />)
  const years = [...html.matchAll(/timeline__heading">(\d+)</g)].map((match) => match[1])
  expect(years).toEqual(['2025', '2023', '2019'])
  expect(html.indexOf('of 2025-08-14')).toBeLessThan(html.indexOf('of 2025-03'))
  expect(html).toContain('<time datetime="2025-03">March 2025</time>')
})

test('a link that only says "Change" is heard with what it changes', () => {
  const html = htmlOf(
    <SummaryList
      rows={[{ term: 'Until', value: 'June', action: { href: '/x', text: 'Change', label: 'the end' } }]}
    />,
  )
  expect(html).toContain('Change<span class="visually-hidden"> the end</span>')
})

test('where one is and how far things are is not said by looks alone', () => {
  const steps = htmlOf(<ProgressList t={t} steps={[{ title: 'Checked', state: 'now' }]} />)
  expect(steps).toContain('aria-current="step"')
  expect(steps).toContain('(now)')
  const crumbs = htmlOf(
    <Breadcrumbs t={t} crumbs={[{ href: '/record', label: 'Record' }, { label: 'Physics' }]} />,
  )
  expect(crumbs).toContain('<span aria-current="page">Physics</span>')
  expect(htmlOf(<Pagination t={t} />)).toBe('')
})
