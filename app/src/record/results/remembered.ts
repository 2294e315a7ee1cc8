const most = 50_000

/** A part of a text keeps the whole of it in memory; this does not. */
export function apart(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le')
}

/**
 * The same function, which remembers its answers; it forgets them all once there are too many. What it is asked and
 * answers may be a cell of a piece of a file: the piece is not remembered with it.
 */
export function remembered<T>(find: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>()
  return (key) => {
    const before = known.get(key)
    if (before !== undefined) return before
    const own = apart(key)
    const found = find(own)
    if (known.size >= most) known.clear()
    known.set(own, found)
    return found
  }
}
