/**
 * A name as it is compared: without marks, case, apostrophes, hyphens and spaces, so that O'Brien is OBRIEN and
 * Siân is Sian. Two names are the same exactly if their keys are.
 */
export function nameKey(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/['’‘ʼ`\p{Pd}\s.]/gu, '')
}
