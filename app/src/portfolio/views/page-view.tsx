import { AssuranceMark } from '../../ui/assurance/assurance-mark.tsx'
import { Block as BlockFrame, Blocks } from '../../ui/layout/blocks.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import { type LoadedThing, type Things, thingOf } from '../page/load-things.ts'
import type { Block, ThingLinks, Viewing } from '../showable.ts'
import { PlainText } from './plain-text.tsx'

/** Where a thing on the page leads, for this viewer. */
export type PageLinks = (block: Block, loaded: LoadedThing) => ThingLinks

/**
 * A portfolio page as its viewers see it. Preview and share draw it with this one function, so that they cannot differ.
 * Each mark of assurance is drawn by us in the margin, outside what the learner wrote.
 */
export function PageView({
  title,
  language,
  blocks,
  things,
  viewing,
  links,
}: {
  title: string
  language?: string | undefined
  blocks: readonly Block[]
  things: Things
  viewing: Viewing
  links: PageLinks
}) {
  return (
    <article class="portfolio-page">
      <PageTitle>
        <span lang={language}>{title}</span>
      </PageTitle>
      <Blocks>
        {blocks.map((block) => (
          <BlockView block={block} language={language} things={things} viewing={viewing} links={links} />
        ))}
      </Blocks>
    </article>
  )
}

function BlockView({
  block,
  language,
  things,
  viewing,
  links,
}: {
  block: Block
  language: string | undefined
  things: Things
  viewing: Viewing
  links: PageLinks
}) {
  switch (block.kind) {
    case 'heading':
      return (
        <h2 class="portfolio-page__heading" lang={language}>
          {block.text}
        </h2>
      )
    case 'text':
      return <PlainText text={block.text} lang={language} />
    case 'item':
    case 'record':
      return <ThingView block={block} things={things} viewing={viewing} links={links} />
  }
}

/** A thing with its mark; one that was removed says so and nothing else. */
export function ThingView({
  block,
  things,
  viewing,
  links,
}: {
  block: Block
  things: Things
  viewing: Viewing
  links: PageLinks
}) {
  const { t } = viewing
  const loaded = thingOf(things, block)
  if (!loaded) return <p class="portfolio-page__missing">{t('portfolio.thingMissing')}</p>
  const { showable, thing } = loaded
  const its = links(block, loaded)
  return (
    <BlockFrame
      id={`b-${block.id}`}
      title={showable.title(thing)}
      mark={<AssuranceMark t={t} assurance={showable.assurance(thing, viewing)} href={its.lineHref} />}
    >
      {showable.view(thing, viewing, its)}
    </BlockFrame>
  )
}
