import { commonWords } from './common-passwords.ts'

export const passwordLength = { least: 12, most: 200 } as const

/** About whom the password must say nothing. */
export interface PasswordOwner {
  readonly names: readonly string[]
  readonly addresses: readonly string[]
}

export type PasswordProblem = 'tooShort' | 'tooLong' | 'personal' | 'common' | 'repeats'

/** Undefined: good enough. Length does the work; the rest keeps out what is guessed first. */
export function passwordProblem(password: string, owner: PasswordOwner): PasswordProblem | undefined {
  const length = [...password.normalize('NFKC')].length
  if (length < passwordLength.least) return 'tooShort'
  if (length > passwordLength.most) return 'tooLong'
  const plain = plainLetters(password)
  if (isPersonal(plain, owner)) return 'personal'
  if (isCommon(plain)) return 'common'
  if (hasLittleVariety(plain)) return 'repeats'
  return undefined
}

/** Lower case, without accents: how a guess is made. */
function plainLetters(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

const swaps: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

function unswapped(text: string): string {
  return text.replace(/[013457@$!]/g, (sign) => swaps[sign] ?? sign)
}

/** Parts of three letters or fewer ("Jo", "Ann") stand in many words; they count only as a word of their own. */
function isPersonal(plain: string, owner: PasswordOwner): boolean {
  const parts = [
    ...owner.names.flatMap((name) => plainLetters(name).split(/[\s’'-]+/)),
    ...owner.names.map((name) => plainLetters(name)),
    ...owner.addresses.flatMap((address) => {
      const whole = plainLetters(address)
      return [whole, whole.slice(0, whole.lastIndexOf('@'))]
    }),
  ].filter((part) => part !== '')
  const words = plain.split(/[^\p{L}\p{N}]+/u)
  return [plain, unswapped(plain)].some((text) =>
    parts.some((part) => ([...part].length > 3 ? text.includes(part) : words.includes(part))),
  )
}

const knownWords: ReadonlySet<string> = new Set(commonWords)

/** Nothing but common words, digits and signs: `Password123456!`, `liverpool-liverpool`, `P4ssw0rd2024!`. */
function isCommon(plain: string): boolean {
  if (/^\d+$/.test(plain)) return plain.length < 20
  // What stands around the words is not a swapped letter: the year and the signs of `P4ssw0rd2024!`.
  const core = plain.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  return [plain, unswapped(plain), unswapped(core)].some((text) => {
    const letters = text.replace(/[^\p{L}]+/gu, '')
    return letters.length > 2 && isMadeOf(letters, knownWords)
  })
}

function isMadeOf(letters: string, words: ReadonlySet<string>): boolean {
  const reached = [true]
  for (let end = 3; end <= letters.length; end += 1) {
    for (let start = 0; start <= end - 3 && !reached[end]; start += 1) {
      if (reached[start] && words.has(letters.slice(start, end))) reached[end] = true
    }
  }
  return reached[letters.length] === true
}

/** `123456789012`, `abcdefghijkl`, `qwertyuiopas`: each sign beside the one before, on the keyboard or in the order. */
function isRun(text: string): boolean {
  const rows = ['01234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm']
  const follows = (a: string, b: string) => rows.some((row) => row.includes(a + b) || row.includes(b + a))
  const pairs = [...text].slice(1).map((sign, index) => follows(text[index] ?? '', sign))
  return pairs.filter(Boolean).length >= pairs.length * 0.75
}

/** One short piece again and again, hardly any different signs, or a run along the keyboard. */
function hasLittleVariety(plain: string): boolean {
  if (new Set(plain).size < 5 || isRun(plain)) return true
  for (let period = 1; period <= 5; period += 1) {
    const piece = plain.slice(0, period)
    if (piece.repeat(Math.ceil(plain.length / period)).startsWith(plain)) return true
  }
  return false
}
