/** Credentials are dated to the second: more would tell documents of one request apart from others. */
export function wholeSeconds(at: Date): string {
  return at.toISOString().replace(/\.\d+Z$/, 'Z')
}
