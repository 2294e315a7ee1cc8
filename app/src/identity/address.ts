/** How an address is kept and compared: trimmed, in lower case. */
export function normalAddress(typed: string): string {
  return typed.trim().normalize('NFC').toLowerCase()
}

/** One `@`, no spaces, a domain with a dot: the rest only the mail server knows. */
export function isAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s@"<>,;:\\()[\]]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/.test(text)
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}

/** `a.b.ac.uk` and what it lies under: an organisation registers one of them. */
export function domainsAbove(address: string): string[] {
  const labels = domainOf(address).split('.')
  return labels.map((_, index) => labels.slice(index).join('.')).slice(0, -1)
}

/** Domains that are given to institutions of education only. */
export function isAcademic(address: string): boolean {
  return /\.(?:ac|sch)\.uk$/.test(`.${domainOf(address)}`)
}
