import type { Words } from '../../words.ts'
import { Button, ButtonLink } from '../form/button.tsx'
import { CopyField, EmptyState, HelpBeside, Notice } from './notice.tsx'
import { BackLink, DefinitionTerm, Prose, Tag, VisuallyHidden } from './text.tsx'

export function TextExamples({ t }: { t: Words }) {
  return (
    <>
      <h3>Long text</h3>
      <Prose lang="en">
        <p>
          The radio had come in a box with a note: <em>worked until the flood</em>. I wanted to know whether a
          thing that old could be brought back, and what I would have to learn to do it.
        </p>
        <h4>What I would do differently</h4>
        <p>Measure first. I replaced two good capacitors before I had found the broken one.</p>
        <ul>
          <li>Draw the circuit before opening the case.</li>
          <li>Write every voltage down.</li>
        </ul>
        <blockquote>A fault that you cannot repeat is a fault that you have not found.</blockquote>
      </Prose>
      <Prose lang="cy">
        <p>Mae’r tŷ ŵyn ar y bryn, a’r dŵr yn llifo heibio.</p>
      </Prose>
      <h3>Notices</h3>
      <Notice t={t} kind="done">
        The link to Acme Ltd is stopped. <a href="#undo">Undo</a>
      </Notice>
      <Notice t={t} kind="problem" title="The file could not be read">
        It is empty.
      </Notice>
      <Notice t={t} kind="warning">
        This is the address of your school. Add one of your own, so that you keep your account when you leave.
      </Notice>
      <Notice t={t} kind="info">
        Results are published on 14 August at 8:00.
      </Notice>
      <h3>Tags</h3>
      <p class="actions">
        <Tag>Draft</Tag>
        <Tag kind="good">Published</Tag>
        <Tag kind="waiting">Held</Tag>
        <Tag kind="problem">Stopped</Tag>
        <Tag kind="info">New</Tag>
      </p>
      <h3>Copy</h3>
      <CopyField
        t={t}
        id="link"
        label="Link for Acme Ltd"
        value="https://vademecum.example/s/3f9c2b7e51d84a06"
      />
      <h3>A word explained</h3>
      <DefinitionTerm term="What is a unique learner number?">
        Ten digits that your school gave you. They stand on every results slip.
      </DefinitionTerm>
      <BackLink href="#back">Back to your shares</BackLink>
      <p>
        Sixteen seals <VisuallyHidden>and a word that is only heard</VisuallyHidden>
      </p>
      <h3>An empty place</h3>
      <EmptyState
        title="Your record is waiting for you"
        action={<ButtonLink href="#claim">Enter the code</ButtonLink>}
      >
        Results come from the organisations that awarded them. Your school or college gives you a code; with
        it you find what is already there.
      </EmptyState>
      <h3>Help beside a task</h3>
      <HelpBeside
        title="What the columns mean"
        help={
          <>
            <p>The first line holds the names of the columns. Their order does not matter.</p>
            <p>Dates are written year first: 2025-08-14.</p>
          </>
        }
      >
        <p>Choose the results file. Nobody else can tell that it is there until you publish it.</p>
        <Button type="button">Check the file</Button>
      </HelpBeside>
    </>
  )
}
