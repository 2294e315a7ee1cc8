import type { Language } from '../../words.ts'

/** Those of the screens first, then what is most spoken and taught in British schools and colleges. */
const codes = [
  'en',
  'cy',
  'gd',
  'ga',
  'sco',
  'ar',
  'bn',
  'zh',
  'fr',
  'de',
  'el',
  'gu',
  'it',
  'lt',
  'ne',
  'fa',
  'pl',
  'pt',
  'pa',
  'ro',
  'ru',
  'so',
  'es',
  'ta',
  'tr',
  'uk',
  'ur',
  'yo',
] as const

export function isTextLanguage(code: string): boolean {
  return (codes as readonly string[]).includes(code)
}

/** Each by its name in the reader's language. */
export function textLanguages(language: Language): { value: string; label: string }[] {
  const names = new Intl.DisplayNames([language === 'en' ? 'en-GB' : language], { type: 'language' })
  return codes
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .filter(({ value, label }) => label !== value)
}
