import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, it } from 'vitest'
import { catalogues, type Language, languages } from './words.ts'

const english = flat('en')
const others = languages.filter((language) => language !== 'en')

/** `noun.key` and its sentence. */
function flat(language: Language): Map<string, string> {
  return new Map(
    Object.entries(catalogues[language]).flatMap(([noun, words]) =>
      Object.entries<string>(words).map(([key, text]) => [`${noun}.${key}`, text] as const),
    ),
  )
}

type Ast = ReturnType<IntlMessageFormat['getAst']>

/** What has to be given to say it, and as what. Which plural forms there are is each language's own. */
function argumentsOf(ast: Ast): string[] {
  const found = ast.flatMap((part): string[] => {
    // 0 is text, 7 the number sign of a plural.
    if (!('value' in part) || [0].includes(part.type)) return []
    // 1, 2 and 6 print a value: one language counts in plurals where another only says the number.
    const own = `${[1, 2, 6].includes(part.type) ? 'value' : part.type}:${part.value}`
    const inner =
      'options' in part
        ? Object.values(part.options).flatMap((option) => argumentsOf(option.value))
        : 'children' in part
          ? argumentsOf(part.children)
          : []
    return [own, ...inner]
  })
  return [...new Set(found)].sort()
}

function parsed(language: Language, text: string): string[] {
  return argumentsOf(new IntlMessageFormat(text, language === 'en' ? 'en-GB' : language).getAst())
}

describe.each(languages)('%s', (language) => {
  const words = flat(language)

  it('has the keys of English, in their order', () => {
    expect([...words.keys()]).toEqual([...english.keys()])
  })

  it('says whole sentences that can be read, with the values of the English ones', () => {
    const wrong = [...words].filter(([key, text]) => {
      try {
        const same = parsed('en', english.get(key) ?? '')
        return text.trim() === '' || parsed(language, text).join() !== same.join()
      } catch {
        return true
      }
    })
    expect(wrong.map(([key]) => key)).toEqual([])
  })
})

/** Names, marks and words that are the same in both. */
const sameInWelsh: ReadonlySet<string> = new Set([
  'common.product',
  'common.problem',
  'common.notice_problem',
  'institution.ukprn',
  'portfolio.conflictNumber',
  'record.learnerLine',
])

it.each(others)('%s is not left in English', (language) => {
  const left = [...flat(language)].filter(([key, text]) => text === english.get(key) && !sameInWelsh.has(key))
  expect(left.map(([key]) => key)).toEqual([])
})

/** Keys that sources put together from data with nothing of the key written out but its noun. */
const fromData: readonly RegExp[] = [
  // Codes of refusals (errors.ts), each with its explanation
  /^errors\.(?:invalid|unauthenticated|forbidden|not_found|gone|conflict|too_large|unsupported|too_many|unavailable)(?:Explained)?$/,
  // Prompts of a reflection, and how things belong together
  /^portfolio\.(?:happened|learned|next|(?:reflects_on|has_(?:evidence|part|outcome|agenda)|supports|attends|in_reply_to|related)(?:_of)?)$/,
  // Parts of a date
  /^common\.(?:day|month|year)$/,
]

it('every sentence is said somewhere', () => {
  const said = inSources()
  const idle = [...english.keys()].filter((key) => ![...said, ...fromData].some((each) => matches(each, key)))
  expect(idle).toEqual([])
})

const matches = (said: string | RegExp, key: string) =>
  typeof said === 'string' ? said === key : said.test(key)

/** Keys that are written out, and those of which a part is: `record.claim_${state}`. */
function inSources(): (string | RegExp)[] {
  const nouns = Object.keys(catalogues.en).join('|')
  const whole = new RegExp(`['"\`]((?:${nouns})\\.[^'"\`$\\\\]+)['"\`]`, 'g')
  const inParts = new RegExp(`\`((?:${nouns})\\.)([^\`]*\\$\\{[^\`]*)\``, 'g')
  return sources().flatMap((text) => [
    ...[...text.matchAll(whole)].map(([, key = '']) => key),
    ...[...text.matchAll(inParts)].flatMap(([, noun = '', rest = '']) => {
      const parts = rest.split(/\$\{(?:[^{}]|\{[^{}]*\})*\}/)
      if (parts.join('') === '') return []
      return [new RegExp(`^${[noun + (parts[0] ?? ''), ...parts.slice(1)].map(literal).join('.+')}$`)]
    }),
  ])
}

const literal = (text: string) => text.replace(/[^\w\s]/g, '\\$&')

function sources(): string[] {
  const root = fileURLToPath(new URL('..', import.meta.url))
  return ['src', 'client'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
      .map((file) => readFileSync(join(root, folder, file), 'utf8')),
  )
}
