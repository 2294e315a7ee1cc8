import { expect, test } from 'vitest'
import type { FieldProblem } from '../../errors.ts'
import { wordsFor } from '../../words.ts'
import { htmlOf } from '../html-of.ts'
import { Checkbox, Checkboxes, Radios } from './choices.tsx'
import { DateField, datePartsOf } from './date-field.tsx'
import { ErrorSummary } from './error-summary.tsx'
import { Field } from './field.tsx'
import { FileField } from './file-field.tsx'
import { Form } from './form.tsx'
import { Select } from './select.tsx'
import { Textarea } from './textarea.tsx'

const t = wordsFor('en')
const choices = [
  { value: 'a', label: 'A' },
  { value: 'b', label: 'B', unavailable: 'Not yet' },
]
const names = ['title', 'text', 'level', 'who', 'kinds', 'agree', 'until', 'rows.0.file', 'until-year']
const problems: FieldProblem[] = names.map((field) => ({ field, key: 'common.check_fail' }))

const everyField = htmlOf(
  <Form frame={{ csrf: 'token-1' }} action="/somewhere" upload={true}>
    <ErrorSummary t={t} problems={problems} />
    <Field t={t} name="title" label="Title" hint="Short" value={'"quoted" & kept'} problems={problems} />
    <Textarea t={t} name="text" label="Text" value="<kept>" problems={problems} />
    <Select t={t} name="level" label="Level" value="b" options={choices} problems={problems} />
    <Radios t={t} name="who" label="Who" value="a" choices={choices} problems={problems} />
    <Checkboxes t={t} name="kinds" label="Kinds" values={['a']} choices={choices} problems={problems} />
    <Checkbox t={t} name="agree" label="Agree" checked={true} problems={problems} />
    <DateField
      t={t}
      name="until"
      label="Until"
      value={{ day: '31', month: '2', year: '2027' }}
      problems={problems}
    />
    <FileField t={t} name="rows.0.file" label="File" problems={problems} />
  </Form>,
)
const ids = new Set([...everyField.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]))

test('a form posts with its token', () => {
  expect(everyField).toMatch(/^<form method="post" action="\/somewhere"[^>]*enctype="multipart\/form-data"/)
  expect(everyField).toContain('<input type="hidden" name="csrf" value="token-1"/>')
})

test('each line of the error summary leads to a control', () => {
  const links = [...everyField.matchAll(/<a href="#([^"]+)"/g)].map((match) => match[1])
  expect(links).toHaveLength(names.length)
  for (const link of links)
    expect(everyField).toMatch(new RegExp(`<(input|select|textarea)[^>]* id="${link}"`))
})

test('labels and descriptions point at things that are there', () => {
  const pointed = [...everyField.matchAll(/\s(?:for|aria-describedby)="([^"]+)"/g)].flatMap((match) =>
    (match[1] ?? '').split(' '),
  )
  expect(pointed.filter((id) => !ids.has(id))).toEqual([])
  expect(ids.size).toBe([...everyField.matchAll(/\sid="/g)].length)
})

test('wrong fields say so to everybody', () => {
  expect(everyField).toMatch(/id="f-title"[^>]*aria-describedby="f-title-hint f-title-problem"/)
  expect(everyField).toMatch(/id="f-title"[^>]*aria-invalid="true"/)
  const right = htmlOf(<Field t={t} name="title" label="Title" />)
  expect(right).not.toContain('aria-')
})

test('what was typed is kept, and stays text', () => {
  expect(everyField).toContain('value="&quot;quoted&quot; &amp; kept"')
  expect(everyField).toContain('&lt;kept&gt;</textarea>')
  expect(everyField).toMatch(/<option value="b" selected=""/)
  expect(everyField).toMatch(/type="radio" id="f-who" name="who" value="a" checked=""/)
  expect(everyField).toMatch(/name="until-month" value="2"/)
})

test('what cannot be chosen says why', () => {
  expect(everyField).toMatch(/value="b" disabled="" aria-describedby="f-who-2-note"/)
  expect(everyField).toContain('id="f-who-2-note">Not yet')
})

test('a stored date fills the three boxes', () => {
  expect(datePartsOf('2019-09-02')).toEqual({ year: '2019', month: '9', day: '2' })
  expect(datePartsOf(undefined)).toEqual({ year: undefined, month: undefined, day: undefined })
})

test('no problems, no summary', () => {
  expect(htmlOf(<ErrorSummary t={t} problems={[]} />)).toBe('')
})
