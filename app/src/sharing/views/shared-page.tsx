import type { Item } from '../../portfolio/item/item.ts'
import { hasFile, variantForOthers } from '../../portfolio/item/item.ts'
import type { LoadedThing, Things } from '../../portfolio/page/load-things.ts'
import type { Block, ThingLinks } from '../../portfolio/showable.ts'
import { PageView } from '../../portfolio/views/page-view.tsx'
import { Button } from '../../ui/form/button.tsx'
import { csrfField } from '../../ui/form/form.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { SharedFrame } from '../../ui/layout/shared-frame.tsx'
import type { LookState } from '../look-state.ts'
import { assurancesOf, type SharedContent } from '../shared-content.ts'
import type { Slot } from '../body-cache.ts'

/** Where the parts of one share are: below a link, or below an account's list. */
export interface ShareLinks {
  readonly self: string
  readonly opening: string
  line(blockId: string): string
  file(token: string): string
  readonly bundle: string
}

/** The whole page: our own words in their frame, then what the learner made. */
export function SharedPage({
  frame,
  state,
  content,
  things,
  links,
  fileMark,
  bare,
}: {
  frame: Frame
  state: LookState
  content: SharedContent
  things: Things
  links: ShareLinks
  /** Stands in for a file's token, which differs from visitor to visitor. */
  fileMark: (slot: Slot) => string
  bare: boolean
}) {
  const { t } = frame
  const { version, viewing } = content
  return (
    <Layout frame={frame} title={version.title} bare={bare} wide noindex={true}>
      <SharedFrame
        t={t}
        from={state.ownerName}
        to={state.recipient}
        purpose={state.purpose}
        until={state.endsAt}
        marks={assurancesOf(content, things)}
      >
        {state.mayDownload && <Download frame={frame} action={links.bundle} />}
      </SharedFrame>
      <PageView
        title={version.title}
        language={version.language}
        blocks={version.blocks}
        things={things}
        viewing={viewing}
        links={(block, loaded) => linksOf(block, loaded, links, fileMark)}
      />
    </Layout>
  )
}

function Download({ frame, action }: { frame: Frame; action: string }) {
  return (
    <form method="post" action={action}>
      <input type="hidden" name={csrfField} value={frame.csrf} />
      <Button look="secondary">{frame.t('sharing.takeCopy')}</Button>
    </form>
  )
}

function linksOf(
  block: Block,
  { thing }: LoadedThing,
  links: ShareLinks,
  fileMark: (slot: Slot) => string,
): ThingLinks {
  const lineHref = links.line(block.id)
  if (block.kind !== 'item') return { lineHref }
  // Things of this kind are items: that is how their showable loads them.
  const item = thing as Item
  if (!hasFile(item)) return { lineHref }
  const variant = variantForOthers(item)
  if (variant === undefined) return { lineHref }
  const href = links.file(fileMark({ itemId: item.id, variant }))
  return variant === 'preview' ? { lineHref, previewHref: href } : { lineHref, fileHref: href }
}
