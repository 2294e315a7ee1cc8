import type { Words } from '../words.ts'

/** What every page is drawn in: who is reading, in which words and look, and where they can go. */
export interface Frame {
  t: Words
  path: string
  csrf: string
  theme: 'system' | 'light' | 'dark' | 'contrast'
  textSize: 'normal' | 'large' | 'larger'
  signedInAs: { name: string } | null
  areas: { href: string; label: string; current: boolean }[]
  accountLinks: { href: string; label: string }[]
  notice?: { kind: 'done' | 'problem'; text: string }
}
