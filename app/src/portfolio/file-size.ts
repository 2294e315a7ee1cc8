import type { Language } from '../words.ts'

const steps = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

/** 2.4 MB, as the reader's language writes it. */
export function fileSize(language: Language, bytes: number): string {
  const step = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), steps.length - 1)
  return new Intl.NumberFormat(language === 'en' ? 'en-GB' : language, {
    style: 'unit',
    unit: steps[step] ?? 'byte',
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step < 2 ? 0 : 1,
  }).format(bytes / 1000 ** step)
}
