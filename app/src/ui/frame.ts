import type { Words } from '../words.ts'

/** What every page is drawn in: who is reading, in which words and look, and where they can go. */
export interface Frame {
  t: Words
  path: string
  csrf: string
  theme: 'system' | 'light' | 'dark' | 'contrast'
  textSize: 'normal' | 'large' | 'larger'
  signedInAs: { name: string; initials: string } | null
  areas: { href: string; label: string; current: boolean }[]
  accountLinks: { href: string; label: string }[]
  notice?: { kind: 'done' | 'problem'; text: string }
}

/** For a phone, where the name has no room. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words
  return ends.map((word) => [...(word ?? '')][0] ?? '').join('')
}
