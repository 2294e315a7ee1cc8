import type { FieldProblem } from '../../errors.ts'
import type { Frame } from '../frame.ts'
import { AutosaveForm } from './autosave-form.tsx'
import { Actions, Button, ButtonLink } from './button.tsx'
import { Checkbox, Checkboxes, Radios } from './choices.tsx'
import { DateField } from './date-field.tsx'
import { ErrorSummary } from './error-summary.tsx'
import { Field } from './field.tsx'
import { Fieldset } from './fieldset.tsx'
import { FileField } from './file-field.tsx'
import { Form } from './form.tsx'
import { Select } from './select.tsx'
import { Textarea } from './textarea.tsx'

/** The sentences are examples: real ones come from the noun's own catalogue. */
const problems: FieldProblem[] = [
  { field: 'recipient', key: 'common.dropOneOnly' },
  { field: 'until', key: 'common.copyFailed' },
  { field: 'audience', key: 'common.check_unknown' },
]

export function FormExamples({ frame }: { frame: Frame }) {
  const { t } = frame
  return (
    <>
      <h3>A form that comes back</h3>
      <ErrorSummary t={t} problems={problems} />
      <Form frame={frame} action="#">
        <Field
          t={t}
          name="recipient"
          label="For whom is this?"
          hint="The name of one person or organisation. They see it on the page."
          value=""
          problems={problems}
        />
        <DateField
          t={t}
          name="until"
          label="Until when can it be opened?"
          hint="For example, 27 3 2027"
          value={{ day: '31', month: '2', year: '2027' }}
          problems={problems}
        />
        <Radios
          t={t}
          name="audience"
          label="Who can open it?"
          value="link"
          problems={problems}
          choices={[
            { value: 'link', label: 'Anyone who has the link', hint: 'You give the link to one person.' },
            { value: 'person', label: 'Somebody with an account here' },
            { value: 'public', label: 'Everybody', unavailable: 'Not before you are 18.' },
          ]}
        />
        <Actions>
          <Button>Make the link</Button>
          <ButtonLink look="quiet" href="#cancel">
            Cancel
          </ButtonLink>
        </Actions>
      </Form>
      <h3>Every field</h3>
      <Form frame={frame} action="#" upload={true}>
        <Fieldset legend="About you" hint="As it stands on your certificates.">
          <Field t={t} name="name" label="Full name" autocomplete="name" value="Amina Rahman" />
          <Field
            t={t}
            name="uln"
            label="Unique learner number"
            width="medium"
            inputmode="numeric"
            optional={true}
          />
        </Fieldset>
        <Select
          t={t}
          name="level"
          label="Level"
          value="3"
          empty="Choose a level"
          options={[
            { value: '2', label: 'Level 2' },
            { value: '3', label: 'Level 3' },
          ]}
        />
        <Checkboxes
          t={t}
          name="kinds"
          label="What should stand on the page?"
          values={['results']}
          choices={[
            { value: 'results', label: 'Results' },
            { value: 'work', label: 'My own work' },
          ]}
        />
        <FileField t={t} name="file" label="Evidence" hint="A picture, a PDF or a text, up to 50 MB." />
        <Checkbox
          t={t}
          name="download"
          label="They may download it"
          hint="A copy that was taken cannot be called back."
        />
        <Button look="secondary">Save</Button>
      </Form>
      <h3>A text that saves itself</h3>
      <AutosaveForm t={t} action="#draft">
        <Form frame={frame} action="#">
          <Textarea
            t={t}
            name="reflection"
            label="Reflection"
            long={true}
            rows={6}
            value="I had never soldered before. The first board failed because I did not let the iron get hot enough."
          />
          <Button look="secondary">Save</Button>
        </Form>
      </AutosaveForm>
      <h3>Buttons</h3>
      <Actions>
        <Button type="button">Publish</Button>
        <Button type="button" look="secondary">
          Preview
        </Button>
        <Button type="button" look="danger">
          Stop sharing
        </Button>
        <Button type="button" look="quiet">
          Undo
        </Button>
      </Actions>
    </>
  )
}
