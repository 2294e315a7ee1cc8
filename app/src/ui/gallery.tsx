import { AssuranceExamples } from './assurance/examples.tsx'
import { FormExamples } from './form/examples.tsx'
import type { Frame } from './frame.ts'
import { LayoutExamples } from './layout/examples.tsx'
import { Layout } from './layout/layout.tsx'
import { ListExamples } from './list/examples.tsx'
import { TextExamples } from './text/examples.tsx'
import { PageTitle } from './text/text.tsx'

/** Every component in every state, for those who build pages. Its texts are examples, in English only. */
export function Gallery({ frame }: { frame: Frame }) {
  return (
    <Layout frame={frame} title="What pages are made of" wide={true} editor={true}>
      <PageTitle kicker="For developers" lede="Every component in every state, drawn as pages draw it.">
        What pages are made of
      </PageTitle>
      <h2>Assurance</h2>
      <AssuranceExamples t={frame.t} />
      <h2>Shared pages</h2>
      <LayoutExamples t={frame.t} />
      <h2>Lists and tables</h2>
      <ListExamples t={frame.t} />
      <h2>Text</h2>
      <TextExamples t={frame.t} />
      <h2>Forms</h2>
      <FormExamples frame={frame} />
    </Layout>
  )
}
