import {
  type ByteSource,
  Leap2aError,
  type Leap2aFeed,
  openZip,
  readFeed,
  type ZipEntry,
} from '@vademecum/leap2a'
import { AppError } from '../../errors.ts'
import { withFullIds } from './full-ids.ts'

/** A feed and the files that came with it, by their path from the feed. */
export interface ReadExport {
  readonly feed: Leap2aFeed
  file(href: string): ZipEntry | undefined
}

/** What one archive may come to, feed and files together. */
const mostInflated = 2 * 1024 * 1024 * 1024

/** Reads an archive, or a feed by itself, that may come from anybody. */
export async function readExport(source: ByteSource): Promise<ReadExport> {
  try {
    const head = source.size < 2 ? new Uint8Array() : await source.read(0, 2)
    if (head[0] !== 0x50 || head[1] !== 0x4b) {
      return { feed: withFullIds(await readFeed(partsOf(source))), file: () => undefined }
    }
    const files = await openZip(source, { inflated: mostInflated })
    const name = feedName([...files.keys()])
    const packed = files.get(name)
    if (!packed)
      throw new AppError('invalid', { problems: [{ field: 'file', key: 'interop.error_no_feed' }] })
    const feed = withFullIds(await readFeed(packed.read()))
    const folder = name.slice(0, name.lastIndexOf('/') + 1)
    return { feed, file: (href) => files.get(pathIn(folder, href)) }
  } catch (error) {
    throw refused(error)
  }
}

/** Why an export is not read, as its sender is told. */
export function refused(error: unknown): unknown {
  if (!(error instanceof Leap2aError)) return error
  const key = `interop.error_${error.code}`
  return new AppError('invalid', { problems: [{ field: 'file', key }], cause: error })
}

/** At the top, or in the one folder that some archives have. */
function feedName(names: readonly string[]): string {
  const candidates = names.filter((name) => /^(?:[^/]+\/)?(?:leap2a|leap)\.xml$/i.test(name))
  return candidates.sort((a, b) => a.length - b.length)[0] ?? ''
}

/** A relative reference, as RFC 3986 resolves it; the archive has no name that leads out of it. */
function pathIn(folder: string, href: string): string {
  try {
    const url = new URL(href, `zip://archive/${folder}`)
    return url.protocol === 'zip:' ? decodeURIComponent(url.pathname.slice(1)) : ''
  } catch {
    return ''
  }
}

async function* partsOf(source: ByteSource): AsyncGenerator<Uint8Array> {
  const step = 256 * 1024
  for (let at = 0; at < source.size; at += step) yield source.read(at, Math.min(step, source.size - at))
}
