import type { Child } from 'hono/jsx'
import { hasFile, isPicture, type Item, itemKinds } from '../../portfolio/item/item.ts'
import { textOf } from '../../portfolio/item/item-content.ts'
import { thingOf } from '../../portfolio/page/load-things.ts'
import { type Page, publishable } from '../../portfolio/page/page.ts'
import { type Inline, textParts } from '../../portfolio/plain-text.ts'
import { partialDate } from '../../ui/date.ts'
import { htmlOf } from '../../ui/html-of.ts'
import { type Words, wordsFor } from '../../words.ts'
import { filePath, type TakenPortfolio } from '../take-portfolio.ts'

/** The documents of the site by name, in the person's language: a beginning, the things by kind, and a file for each page. */
export function siteOf(taken: TakenPortfolio): (readonly [name: string, html: string])[] {
  const { person, items, pages } = taken
  const t = wordsFor(person.language)
  const nameOf = (index: number) => `page-${index + 1}.html`
  const lists = itemKinds.flatMap((kind) => {
    const ofKind = items.filter((item) => item.kind === kind)
    return ofKind.length > 0 ? [{ kind, ofKind }] : []
  })
  const index = (
    <Document t={t} title={person.name}>
      <h1>{person.name}</h1>
      {pages.length > 0 && (
        <nav aria-labelledby="pages">
          <h2 id="pages">{t('portfolio.pages')}</h2>
          <ul>
            {pages.map(({ draft }, at) => (
              <li>
                <a href={nameOf(at)} lang={draft.language}>
                  {draft.title}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {lists.map(({ kind, ofKind }) => (
        <section aria-labelledby={kind}>
          <h2 id={kind}>{t(`portfolio.kind_${kind}`)}</h2>
          {ofKind.map((item) => (
            <Thing t={t} item={item} />
          ))}
        </section>
      ))}
    </Document>
  )
  return [
    ['index.html', written(index)],
    ...pages.map((page, at) => [nameOf(at), written(pageOf(t, page, taken))] as const),
  ]
}

function pageOf(t: Words, { draft }: Page, { person, things, items }: TakenPortfolio) {
  return (
    <Document t={t} title={draft.title} language={draft.language}>
      <p>
        <a href="index.html">{person.name}</a>
      </p>
      <h1>{draft.title}</h1>
      {publishable(draft.blocks).map((block) => {
        if (block.kind === 'heading') return <h2>{block.text}</h2>
        if (block.kind === 'text') return <Text text={block.text} />
        const item = block.kind === 'item' ? items.find(({ id }) => id === block.thingId) : undefined
        if (item) return <Thing t={t} item={item} />
        const found = thingOf(things, block)
        return (
          <article>
            <h3>{found ? found.showable.title(found.thing) : t('portfolio.thingMissing')}</h3>
          </article>
        )
      })}
    </Document>
  )
}

const written = (page: Parameters<typeof htmlOf>[0]) => `<!doctype html>\n${htmlOf(page)}\n`

/** Nothing in it can run, whoever wrote it. */
function Document({
  t,
  title,
  language,
  children,
}: {
  t: Words
  title: string
  language?: string
  children: Child
}) {
  return (
    <html lang={language ?? t.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="script-src 'none'; object-src 'none'" />
        <title>{title}</title>
        <link rel="stylesheet" href="style.css" />
      </head>
      <body>
        <main>{children}</main>
      </body>
    </html>
  )
}

function Thing({ t, item }: { t: Words; item: Item }) {
  const { texts, occurredOn, endedOn } = textOf(item)
  const dates = [occurredOn, endedOn].flatMap((date) => (date ? [partialDate(t.language, date)] : []))
  const { alt: _alt, ...said } = texts
  return (
    <article lang={item.language}>
      <h3>{item.title}</h3>
      {dates.length > 0 && (
        <p lang={t.language}>
          <small>{dates.join(' – ')}</small>
        </p>
      )}
      {hasFile(item) && <FileOf item={item} />}
      {Object.values(said).map((text) => (
        <Text text={text} />
      ))}
    </article>
  )
}

function FileOf({ item }: { item: Item }) {
  if (!hasFile(item)) return null
  const { file } = item.content
  const href = filePath(file).split('/').map(encodeURIComponent).join('/')
  return (
    <>
      {isPicture(file) && <img src={href} alt={file.alt ?? ''} loading="lazy" />}
      <p>
        <a href={href}>{file.name}</a>
      </p>
    </>
  )
}

function Text({ text }: { text: string }) {
  return (
    <>
      {textParts(text).map((part) =>
        part.kind === 'list' ? (
          <ul>
            {part.entries.map((entry) => (
              <li>{linked(entry)}</li>
            ))}
          </ul>
        ) : (
          <p>
            {part.lines.map((line, index) => (
              <>
                {index > 0 && <br />}
                {linked(line)}
              </>
            ))}
          </p>
        ),
      )}
    </>
  )
}

function linked(inlines: readonly Inline[]) {
  return inlines.map(({ text, href }) => (href ? <a href={href}>{text}</a> : <>{text}</>))
}
