import { absoluteId, type Leap2aEntry, type Leap2aFeed } from '@vademecum/leap2a'

/**
 * The feed with its ids in full, so that an entry says the same outside of it. Mahara puts the time of the export into
 * them: without it, a second export of the same portfolio calls the same things by the same names.
 */
export function withFullIds(feed: Leap2aFeed): Leap2aFeed {
  const prefixes = { ...feed.prefixes }
  const portfolio = prefixes['portfolio']
  if (portfolio !== undefined)
    prefixes['portfolio'] = portfolio.replace(/(\/export\/leap\/\d+\/)\d+\/$/, '$1')
  const full = (id: string) => absoluteId({ prefixes }, id)
  const entryOf = (entry: Leap2aEntry): Leap2aEntry => ({
    ...entry,
    id: full(entry.id),
    links: entry.links.map((link) => ({ ...link, href: full(link.href) })),
    categories: entry.categories.map((category) =>
      category.scheme === undefined ? category : { ...category, scheme: full(category.scheme) },
    ),
  })
  const { author } = feed
  return {
    ...feed,
    prefixes,
    ...(author?.uri === undefined ? {} : { author: { ...author, uri: full(author.uri) } }),
    entries: feed.entries.map(entryOf),
  }
}
