import type { Leap2aFeed } from './feed.ts'

/**
 * The id in full: a CURIE with a prefix of the feed becomes the IRI that it stands for, anything else stays.
 *
 * @example absoluteId(feed, 'portfolio:view3') // 'https://mahara.example/export/leap/3/1287249372/view3'
 */
export function absoluteId(feed: Pick<Leap2aFeed, 'prefixes'>, id: string): string {
  const [, prefix = '', local = ''] = /^([A-Za-z_][\w.-]*):(.*)$/s.exec(id) ?? []
  const namespace = Object.hasOwn(feed.prefixes, prefix) ? feed.prefixes[prefix] : undefined
  return namespace === undefined ? id : namespace + local
}
