import { fileTypeFromBuffer } from 'file-type'

export type FileFamily = 'picture' | 'document' | 'audio' | 'video' | 'text'

export interface MediaType {
  readonly mediaType: string
  readonly extension: string
  readonly family: FileFamily
}

const office = 'application/vnd.openxmlformats-officedocument'
const openDocument = 'application/vnd.oasis.opendocument'

/** What can be evidence, by what the bytes say it is. Everything else is refused. */
const accepted: readonly MediaType[] = [
  ...family('picture', {
    'image/jpeg': 'jpg',
    'image/png': 'png',
    'image/apng': 'png',
    'image/gif': 'gif',
    'image/webp': 'webp',
    'image/avif': 'avif',
    'image/heic': 'heic',
    'image/tiff': 'tif',
  }),
  ...family('document', {
    'application/pdf': 'pdf',
    [`${office}.wordprocessingml.document`]: 'docx',
    [`${office}.spreadsheetml.sheet`]: 'xlsx',
    [`${office}.presentationml.presentation`]: 'pptx',
    [`${openDocument}.text`]: 'odt',
    [`${openDocument}.spreadsheet`]: 'ods',
    [`${openDocument}.presentation`]: 'odp',
  }),
  ...family('audio', {
    'audio/mpeg': 'mp3',
    'audio/mp4': 'm4a',
    'audio/x-m4a': 'm4a',
    'audio/aac': 'aac',
    'audio/ogg': 'ogg',
    'audio/ogg; codecs=opus': 'opus',
    'audio/wav': 'wav',
    'audio/flac': 'flac',
  }),
  ...family('video', {
    'video/mp4': 'mp4',
    'video/x-m4v': 'm4v',
    'video/quicktime': 'mov',
    'video/webm': 'webm',
    'video/ogg': 'ogv',
  }),
]

/** Text has no signature in its bytes, so that here the name decides which kind of text it is. */
const texts: readonly MediaType[] = family('text', {
  'text/plain': 'txt',
  'text/csv': 'csv',
  'text/markdown': 'md',
})

/** For the file window of a browser; the server decides by the bytes. */
export const acceptedExtensions = [
  ...new Set([...accepted, ...texts].map(({ extension }) => `.${extension}`)),
  '.jpeg',
].join(',')

/** How much of the beginning says what a file is: office documents are told by names inside the archive. */
export const headLength = 64 * 1024

/** Undefined: not among what we take. A file without a signature has to be text, and be called so. */
export async function mediaTypeOf(head: Uint8Array, fileName: string): Promise<MediaType | undefined> {
  // A damaged container makes the detection throw: then it is nothing that we know.
  const found = await fileTypeFromBuffer(head).catch(() => ({ mime: 'application/octet-stream' }))
  if (found) return accepted.find(({ mediaType }) => mediaType === found.mime)
  const extension = /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase()
  return texts.find((text) => text.extension === extension)
}

function family(family: FileFamily, types: Readonly<Record<string, string>>): MediaType[] {
  return Object.entries(types).map(([mediaType, extension]) => ({ mediaType, extension, family }))
}
