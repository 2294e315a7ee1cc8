import type { Words } from '../../words.ts'
import { AssuranceMark } from '../assurance/assurance-mark.tsx'
import { Button } from '../form/button.tsx'
import { Prose } from '../text/text.tsx'
import { Block, Blocks } from './blocks.tsx'
import { SharedFrame } from './shared-frame.tsx'

export function LayoutExamples({ t }: { t: Words }) {
  return (
    <>
      <h3>Above a shared page</h3>
      <SharedFrame
        t={t}
        from="Amina Rahman"
        to="Acme Ltd"
        purpose="Apprenticeship in electronics"
        until="2026-06-30"
        marks={['selfDeclared', 'verified', 'verified', 'endorsed', 'verified', 'unconfirmed']}
      >
        <Button type="button" look="secondary">
          Download to check it yourself
        </Button>
      </SharedFrame>
      <h3>The things of a page</h3>
      <Blocks>
        <Block
          level={3}
          title="Why electronics"
          mark={<AssuranceMark t={t} assurance="selfDeclared" name="Amina Rahman" />}
        >
          <Prose>
            <p>
              The radio had come in a box with a note: <em>worked until the flood</em>. I wanted to know
              whether a thing that old could be brought back, and what I would have to learn to do it.
            </p>
          </Prose>
        </Block>
        <Block
          level={3}
          title="A level Physics"
          mark={<AssuranceMark t={t} assurance="verified" name="Severn Awards" href="#line" />}
        >
          <p>
            Grade <strong>A</strong>, August 2025
          </p>
        </Block>
        <Block
          level={3}
          title="Soldering"
          mark={
            <AssuranceMark t={t} assurance="endorsed" name="Rhys Morgan" detail="known to Hafren College" />
          }
          actions={
            <>
              <Button type="button" look="quiet" label="Move up: Soldering">
                Move up
              </Button>
              <Button type="button" look="quiet" label="Remove: Soldering">
                Remove
              </Button>
            </>
          }
        >
          <p>Surface mount by hand, down to 0603.</p>
        </Block>
      </Blocks>
    </>
  )
}
