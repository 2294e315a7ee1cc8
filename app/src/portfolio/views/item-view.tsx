import { DateText } from '../../ui/time.tsx'
import type { Words } from '../../words.ts'
import { isPicture, type Item, type ItemFile, type ItemOf } from '../item/item.ts'
import type { ThingLinks } from '../showable.ts'
import { fileSize } from '../file-size.ts'
import { PlainText } from './plain-text.tsx'

/** What an item says, without its title: the same on its own page, in an editor and in a share. */
export function ItemView({ t, item, links }: { t: Words; item: Item; links: ThingLinks }) {
  return (
    <div class="item">
      <ItemDates t={t} item={item} />
      <ItemBody t={t} item={item} links={links} />
    </div>
  )
}

function ItemDates({ t, item }: { t: Words; item: Item }) {
  const ended = 'endedOn' in item.content ? item.content.endedOn : undefined
  if (!item.occurredOn && !ended) return null
  return (
    <p class="item__date">
      {item.occurredOn && <DateText t={t} value={item.occurredOn} />}
      {ended && (
        <>
          {' – '}
          <DateText t={t} value={ended} />
        </>
      )}
    </p>
  )
}

function ItemBody({ t, item, links }: { t: Words; item: Item; links: ThingLinks }) {
  switch (item.kind) {
    case 'entry':
      return <Reflection t={t} item={item} />
    case 'resource':
      return <Evidence t={t} item={item} links={links} />
    default:
      return item.content.description ? (
        <PlainText text={item.content.description} lang={item.language} />
      ) : null
  }
}

const prompts = ['happened', 'learned', 'next'] as const

function Reflection({ t, item }: { t: Words; item: ItemOf<'entry'> }) {
  return (
    <>
      {prompts
        .filter((prompt) => item.content[prompt])
        .map((prompt) => (
          <div class="item__answer">
            <p class="item__prompt">{t(`portfolio.${prompt}`)}</p>
            <PlainText text={item.content[prompt]} lang={item.language} />
          </div>
        ))}
    </>
  )
}

function Evidence({ t, item, links }: { t: Words; item: ItemOf<'resource'>; links: ThingLinks }) {
  const { description, file } = item.content
  return (
    <>
      {file?.preview && links.previewHref && (
        <img
          class="item__picture"
          src={links.previewHref}
          width={file.preview.width}
          height={file.preview.height}
          alt={file.alt ?? t('portfolio.pictureNotDescribed')}
          lang={file.alt ? item.language : undefined}
          loading="lazy"
          decoding="async"
        />
      )}
      {description && <PlainText text={description} lang={item.language} />}
      {file && <FileLine t={t} file={file} href={links.fileHref} />}
    </>
  )
}

function FileLine({ t, file, href }: { t: Words; file: ItemFile; href: string | undefined }) {
  const facts = `${fileKind(t, file)}, ${fileSize(t.language, file.size)}`
  return (
    <p class="item__file">
      {href ? (
        <a href={href} download="">
          {t('portfolio.downloadFile', { name: file.name })}
        </a>
      ) : (
        <span>{file.name}</span>
      )}{' '}
      <span class="item__file-facts">({facts})</span>
    </p>
  )
}

/** "Picture", "PDF document": the family in words, with the ending that people know it by. */
export function fileKind(t: Words, file: ItemFile): string {
  const ending = file.name.slice(file.name.lastIndexOf('.') + 1).toUpperCase()
  const [family] = file.mediaType.split('/')
  if (isPicture(file)) return t('portfolio.filePicture', { ending })
  if (family === 'audio') return t('portfolio.fileSound', { ending })
  if (family === 'video') return t('portfolio.fileVideo', { ending })
  return t('portfolio.fileDocument', { ending })
}
