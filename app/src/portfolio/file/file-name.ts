const longest = 100

/**
 * A name that is safe in a header, in a list and on anybody's disk, with the ending that belongs to what the file
 * really is: `../photo.png.exe` that holds a picture becomes `photo.png.png`.
 */
export function safeFileName(given: string, extension: string): string {
  const base = given
    .normalize('NFC')
    .replace(/^.*[\\/]/s, '')
    // Control and format characters (a right-to-left override hides an ending), and what file systems refuse.
    .replace(/[\p{C}\p{Zl}\p{Zp}<>:"|?*%]/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
  const stem = base
    .replace(/\.[^.]{1,10}$/, '')
    .slice(0, longest)
    .trim()
  const safe = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i.test(stem) ? `${stem}_` : stem
  return `${safe || 'file'}.${extension}`
}

/** `Content-Disposition` with a name in any script (RFC 6266 §5, RFC 8187). */
export function disposition(kind: 'attachment' | 'inline', name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\]/g, '_')
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
