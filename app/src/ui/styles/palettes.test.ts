import { describe, expect, test } from 'vitest'
import { coloursCss, type Palette, palettes } from './palettes.ts'

/** WCAG 2.2 relative luminance and contrast ratio. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

type Name = keyof Palette
const grounds: Name[] = ['paper', 'leaf', 'wash']
const marks: Name[] = ['verified', 'endorsed', 'own', 'unconfirmed', 'problem']

/** Text on what it stands on: 4.5 : 1 (1.4.3). */
const texts: [Name, Name[]][] = [
  ['ink', [...grounds, 'accent-wash', ...marks.map((mark) => `${mark}-wash` as Name)]],
  ['ink-soft', [...grounds, ...marks.map((mark) => `${mark}-wash` as Name)]],
  ['link', [...grounds, 'accent-wash', ...marks.map((mark) => `${mark}-wash` as Name)]],
  ['link-hover', grounds],
  ['on-accent', ['accent', 'accent-hover']],
  ['on-problem', ['problem']],
  ...marks.map((mark): [Name, Name[]] => [mark, [...grounds, `${mark}-wash` as Name]]),
]

/** Edges of controls, signs, focus: 3 : 1 (1.4.11). */
const shapes: [Name, Name[]][] = [
  ['edge', grounds],
  ['focus', [...grounds, 'accent-wash']],
  ['accent', grounds],
  ['cloth', grounds],
  ['ribbon', grounds],
  ...marks.map((mark): [Name, Name[]] => [mark, [...grounds, `${mark}-wash` as Name]]),
]

describe.each(Object.entries(palettes))('colours, %s', (scheme, palette) => {
  const least = scheme.startsWith('contrast') ? 7 : 4.5
  test.each(texts)(`%s can be read on %s`, (ink, on) => {
    for (const ground of on) {
      const ratio = contrast(palette[ink], palette[ground])
      expect(ratio, `${ink} on ${ground}: ${ratio.toFixed(2)}`).toBeGreaterThanOrEqual(least)
    }
  })
  test.each(shapes)('%s can be seen on %s', (shape, on) => {
    for (const ground of on) {
      const ratio = contrast(palette[shape], palette[ground])
      expect(ratio, `${shape} on ${ground}: ${ratio.toFixed(2)}`).toBeGreaterThanOrEqual(3)
    }
  })
})

test('colours.css is what the palettes say', async () => {
  await expect(coloursCss()).toMatchFileSnapshot('./colours.css')
})
