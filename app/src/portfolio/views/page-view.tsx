import { AssuranceMark } from '../../ui/assurance/assurance-mark.tsx'
import { Block as BlockFrame, Blocks, HeadingBlock, WordsBlock } from '../../ui/layout/blocks.tsx'
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
  const firstHeading = blocks.findIndex(({ kind }) => kind === 'heading')
  return (
    <article class="portfolio-page">
      <PageTitle>
        <span lang={language}>{title}</span>
      </PageTitle>
      <Blocks>
        {blocks.map((block, index) => (
          <BlockView
            block={block}
            level={firstHeading >= 0 && index > firstHeading ? 3 : 2}
            language={language}
            things={things}
            viewing={viewing}
            links={links}
          />
        ))}
      </Blocks>
    </article>
  )
}

function BlockView({
  block,
  level,
  language,
  things,
  viewing,
  links,
}: {
  block: Block
  level: 2 | 3
  language: string | undefined
  things: Things
  viewing: Viewing
  links: PageLinks
}) {
  switch (block.kind) {
    case 'heading':
      return (
        <HeadingBlock>
          <h2 class="portfolio-page__heading" lang={language}>
            {block.text}
          </h2>
        </HeadingBlock>
      )
    case 'text':
      return (
        <WordsBlock mark={<OwnWord viewing={viewing} />}>
          <PlainText text={block.text} lang={language} />
        </WordsBlock>
      )
    case 'item':
    case 'record':
      return <ThingView block={block} level={level} things={things} viewing={viewing} links={links} />
  }
}

/** Words between things are no thing to be counted or opened, but whose they are is said as for everything. */
function OwnWord({ viewing: { t, ownerName } }: { viewing: Viewing }) {
  return <AssuranceMark t={t} assurance={{ kind: 'selfDeclared', by: ownerName }} />
}

/** A thing with its mark; one that was removed says so and nothing else. */
export function ThingView({
  block,
  level = 2,
  things,
  viewing,
  links,
}: {
  block: Block
  /** Below a heading of the page a thing's title is one level deeper. */
  level?: 2 | 3
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
      level={level}
      title={showable.title(thing)}
      result={showable.result?.(thing, viewing)}
      mark={<AssuranceMark t={t} assurance={showable.assurance(thing, viewing)} href={its.lineHref} />}
    >
      {showable.view(thing, viewing, its)}
    </BlockFrame>
  )
}
