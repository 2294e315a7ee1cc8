const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September'],
  ...['October', 'November', 'December'],
]

/** `June 2027`, as results files say it: an English month and a year. */
export function seriesName(text: string): string | undefined {
  const [month = '', year = '', ...rest] = text.trim().split(/\s+/)
  const known = months.find((name) => name.toLowerCase() === month.toLowerCase())
  return known && /^(19|20)\d\d$/.test(year) && rest.length === 0 ? `${known} ${year}` : undefined
}
