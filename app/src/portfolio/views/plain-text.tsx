import { Prose } from '../../ui/text/text.tsx'
import { type Inline, textParts } from '../plain-text.ts'

/** Text that a person wrote, set in paragraphs and lists; escaped, never markup of its own. */
export function PlainText({ text, lang }: { text: string; lang?: string | undefined }) {
  return (
    <Prose lang={lang}>
      {textParts(text).map((part) =>
        part.kind === 'list' ? (
          <ul>
            {part.entries.map((entry) => (
              <li>
                <Line inlines={entry} />
              </li>
            ))}
          </ul>
        ) : (
          <p>
            {part.lines.map((line, index) => (
              <>
                {index > 0 && <br />}
                <Line inlines={line} />
              </>
            ))}
          </p>
        ),
      )}
    </Prose>
  )
}

function Line({ inlines }: { inlines: readonly Inline[] }) {
  return (
    <>
      {inlines.map(({ text, href }) =>
        href ? (
          <a href={href} rel="noopener noreferrer nofollow ugc">
            {text}
          </a>
        ) : (
          text
        ),
      )}
    </>
  )
}
