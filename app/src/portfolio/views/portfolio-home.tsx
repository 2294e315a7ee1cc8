import { paths } from '../../paths.ts'
import { ButtonLink } from '../../ui/form/button.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { LinkList } from '../../ui/list/lists.tsx'
import { EmptyState } from '../../ui/text/notice.tsx'
import { PageTitle, Tag } from '../../ui/text/text.tsx'
import { MomentText } from '../../ui/time.tsx'
import type { Words } from '../../words.ts'
import { noteOf } from '../item-showable.tsx'
import { type Item, itemKinds, type ItemKind, lacksAltText, usualKinds } from '../item/item.ts'
import type { PageLine } from '../page/page.ts'

/** The learner's own place: pages first, then the things that they are made from. */
export function PortfolioHome({
  frame,
  pages,
  items,
}: {
  frame: Frame
  pages: readonly PageLine[]
  items: readonly Item[]
}) {
  const { t } = frame
  return (
    <Layout frame={frame} title={t('portfolio.title')}>
      <PageTitle lede={t('portfolio.lede')}>{t('portfolio.title')}</PageTitle>
      <section class="portfolio__part" aria-labelledby="pages">
        <h2 id="pages">{t('portfolio.pages')}</h2>
        {pages.length === 0 ? (
          <EmptyState
            title={t('portfolio.noPages')}
            action={<ButtonLink href={paths.pageNew()}>{t('portfolio.firstPage')}</ButtonLink>}
          >
            <p>{t('portfolio.noPagesText')}</p>
          </EmptyState>
        ) : (
          <>
            <PageList t={t} pages={pages} />
            <ButtonLink href={paths.pageNew()}>{t('portfolio.newPage')}</ButtonLink>
          </>
        )}
      </section>
      <section class="portfolio__part" aria-labelledby="items">
        <h2 id="items">{t('portfolio.items')}</h2>
        {items.length === 0 ? <p>{t('portfolio.noItems')}</p> : <ItemList t={t} items={items} />}
        <p id="add-thing">{t('portfolio.addThing')}</p>
        <KindList t={t} kinds={usualKinds} labelledBy="add-thing" look="secondary" />
        <p id="add-other">{t('portfolio.addOther')}</p>
        <KindList
          t={t}
          kinds={itemKinds.filter((kind) => !usualKinds.includes(kind))}
          labelledBy="add-other"
          look="quiet"
        />
      </section>
      <section class="portfolio__part" aria-labelledby="moving">
        <h2 id="moving">{t('portfolio.moving')}</h2>
        <LinkList
          items={[
            {
              href: paths.walletCredentials(),
              title: t('credentials.walletTitle'),
              note: t('credentials.walletNote'),
            },
            { href: paths.portfolioImport(), title: t('interop.bring'), note: t('interop.bringNote') },
            { href: paths.portfolioExport(), title: t('interop.take'), note: t('interop.takeNote') },
          ]}
        />
      </section>
    </Layout>
  )
}

function KindList({
  t,
  kinds,
  labelledBy,
  look,
}: {
  t: Words
  kinds: readonly ItemKind[]
  labelledBy: string
  look: 'secondary' | 'quiet'
}) {
  return (
    <ul class="portfolio__kinds" aria-labelledby={labelledBy}>
      {kinds.map((kind) => (
        <li>
          <ButtonLink look={look} href={paths.itemNew(kind)}>
            {t(`portfolio.new_${kind}`)}
          </ButtonLink>
        </li>
      ))}
    </ul>
  )
}

/** Only the pages, for whoever comes by that address. */
export function PagesPage({ frame, pages }: { frame: Frame; pages: readonly PageLine[] }) {
  const { t } = frame
  return (
    <Layout frame={frame} title={t('portfolio.pages')}>
      <PageTitle>{t('portfolio.pages')}</PageTitle>
      {pages.length > 0 ? <PageList t={t} pages={pages} /> : <p>{t('portfolio.noPagesText')}</p>}
      <ButtonLink href={paths.pageNew()}>{t('portfolio.newPage')}</ButtonLink>
    </Layout>
  )
}

function PageList({ t, pages }: { t: Words; pages: readonly PageLine[] }) {
  return (
    <LinkList
      items={pages.map((page) => ({
        href: paths.page(page.id),
        title: page.title,
        note: (
          <>
            {t('portfolio.lastChanged')} <MomentText t={t} value={page.updatedAt} />
          </>
        ),
        mark: page.publishedVersion ? (
          <Tag kind="good">{t('portfolio.publishedVersion', { version: page.publishedVersion })}</Tag>
        ) : (
          <Tag>{t('portfolio.notPublished')}</Tag>
        ),
      }))}
    />
  )
}

function ItemList({ t, items }: { t: Words; items: readonly Item[] }) {
  return (
    <LinkList
      items={items.map((item) => ({
        href: paths.item(item.id),
        title: <span lang={item.language}>{item.title}</span>,
        note: noteOf(t, item),
        mark: lacksAltText(item) ? <Tag kind="waiting">{t('portfolio.altMissingTag')}</Tag> : undefined,
      }))}
    />
  )
}
