/**
 * Every colour of the product, in its four schemes. `colours.css` is written from here by the test beside it,
 * which also computes the contrast of each pair: change a colour here, then run that test with `-u`.
 */
export interface Palette {
  /** The page, a sheet lying on it, a quiet fill. */
  readonly paper: string
  readonly leaf: string
  readonly wash: string
  /** Hairlines, which only decorate; edges of controls, which must be seen. */
  readonly rule: string
  readonly edge: string
  /** The red line down the margin of an account book. */
  readonly margin: string
  readonly ink: string
  readonly 'ink-soft': string
  readonly link: string
  readonly 'link-hover': string
  readonly accent: string
  readonly 'accent-hover': string
  readonly 'on-accent': string
  readonly 'accent-wash': string
  readonly focus: string
  readonly verified: string
  readonly 'verified-wash': string
  readonly endorsed: string
  readonly 'endorsed-wash': string
  readonly own: string
  readonly 'own-wash': string
  readonly unconfirmed: string
  readonly 'unconfirmed-wash': string
  readonly problem: string
  readonly 'problem-wash': string
  readonly 'on-problem': string
  readonly cloth: string
  readonly ribbon: string
}

const light: Palette = {
  paper: '#faf8f3',
  leaf: '#ffffff',
  wash: '#f2eee5',
  rule: '#ddd6c8',
  edge: '#7b7466',
  margin: '#dfa39a',
  ink: '#1c2028',
  'ink-soft': '#575348',
  link: '#1d4487',
  'link-hover': '#0d2a5c',
  accent: '#1d4487',
  'accent-hover': '#13336b',
  'on-accent': '#ffffff',
  'accent-wash': '#e9eef7',
  focus: '#b4470a',
  verified: '#17603f',
  'verified-wash': '#e5f1ea',
  endorsed: '#70377c',
  'endorsed-wash': '#f4eaf6',
  own: '#625848',
  'own-wash': '#f1ece2',
  unconfirmed: '#815000',
  'unconfirmed-wash': '#f9eed9',
  problem: '#a1211d',
  'problem-wash': '#fbeae7',
  'on-problem': '#ffffff',
  cloth: '#1d3f78',
  ribbon: '#a8322a',
}

const dark: Palette = {
  paper: '#191816',
  leaf: '#21201d',
  wash: '#2a2825',
  rule: '#403d37',
  edge: '#938c7e',
  margin: '#7d4a43',
  ink: '#ebe8e1',
  'ink-soft': '#bab5a8',
  link: '#a6c4f7',
  'link-hover': '#cfe0ff',
  accent: '#a6c4f7',
  'accent-hover': '#c5d9fb',
  'on-accent': '#10203d',
  'accent-wash': '#232b3a',
  focus: '#ffb26b',
  verified: '#8cd4ad',
  'verified-wash': '#1d3027',
  endorsed: '#deb4e8',
  'endorsed-wash': '#332538',
  own: '#cdc2ad',
  'own-wash': '#2f2b24',
  unconfirmed: '#eebd68',
  'unconfirmed-wash': '#372c16',
  problem: '#ffaca2',
  'problem-wash': '#41221e',
  'on-problem': '#2b0b08',
  cloth: '#a6c4f7',
  ribbon: '#e58378',
}

const contrastLight: Palette = {
  paper: '#ffffff',
  leaf: '#ffffff',
  wash: '#ffffff',
  rule: '#000000',
  edge: '#000000',
  margin: '#000000',
  ink: '#000000',
  'ink-soft': '#1f1f1f',
  link: '#00268f',
  'link-hover': '#000000',
  accent: '#00268f',
  'accent-hover': '#000000',
  'on-accent': '#ffffff',
  'accent-wash': '#ffffff',
  focus: '#8f2f00',
  verified: '#00401f',
  'verified-wash': '#ffffff',
  endorsed: '#4b0f59',
  'endorsed-wash': '#ffffff',
  own: '#2d2a24',
  'own-wash': '#ffffff',
  unconfirmed: '#4f2f00',
  'unconfirmed-wash': '#ffffff',
  problem: '#7c0000',
  'problem-wash': '#ffffff',
  'on-problem': '#ffffff',
  cloth: '#000000',
  ribbon: '#7c0000',
}

const contrastDark: Palette = {
  paper: '#000000',
  leaf: '#000000',
  wash: '#000000',
  rule: '#ffffff',
  edge: '#ffffff',
  margin: '#ffffff',
  ink: '#ffffff',
  'ink-soft': '#ececec',
  link: '#b8d4ff',
  'link-hover': '#ffffff',
  accent: '#b8d4ff',
  'accent-hover': '#ffffff',
  'on-accent': '#000000',
  'accent-wash': '#000000',
  focus: '#ffd23f',
  verified: '#a5efc6',
  'verified-wash': '#000000',
  endorsed: '#f0cbf8',
  'endorsed-wash': '#000000',
  own: '#ece3d2',
  'own-wash': '#000000',
  unconfirmed: '#ffd68c',
  'unconfirmed-wash': '#000000',
  problem: '#ffc4bc',
  'problem-wash': '#000000',
  'on-problem': '#000000',
  cloth: '#ffffff',
  ribbon: '#ffc4bc',
}

export const palettes = { light, dark, contrastLight, contrastDark } as const

type Scheme = keyof typeof palettes

/** Later blocks win over earlier ones; an account's choice wins over the system's. */
const blocks: readonly { media?: string; selector: string; scheme: Scheme }[] = [
  { selector: ':root', scheme: 'light' },
  { media: '(prefers-contrast: more)', selector: ':root:not([data-theme])', scheme: 'contrastLight' },
  { media: '(prefers-color-scheme: dark)', selector: ':root:not([data-theme])', scheme: 'dark' },
  {
    media: '(prefers-color-scheme: dark) and (prefers-contrast: more)',
    selector: ':root:not([data-theme])',
    scheme: 'contrastDark',
  },
  { selector: ':root[data-theme="dark"]', scheme: 'dark' },
  { selector: ':root[data-theme="contrast"]', scheme: 'contrastLight' },
  { media: '(prefers-color-scheme: dark)', selector: ':root[data-theme="contrast"]', scheme: 'contrastDark' },
]

export function coloursCss(): string {
  const text = blocks.map(({ media, selector, scheme }) => {
    const lines = Object.entries(palettes[scheme]).map(([name, value]) => `--${name}: ${value};`)
    const rule = [`color-scheme: ${/dark/i.test(scheme) ? 'dark' : 'light'};`, ...lines]
    const inner = (indent: string) =>
      `${indent}${selector} {\n${rule.map((line) => `${indent}  ${line}`).join('\n')}\n${indent}}`
    return media ? `@media ${media} {\n${inner('  ')}\n}` : inner('')
  })
  return `/* Written from palettes.ts by palettes.test.ts. */\n\n${text.join('\n\n')}\n`
}
