import type { Actor } from './identity/actor.ts'
import { paths } from './paths.ts'
import type { Frame } from './ui/frame.ts'
import type { Words } from './words.ts'

/** The places of the header, for whoever is signed in: their own, then those of their organisations. */
export function areasFor(actor: Actor, path: string, t: Words): Pick<Frame, 'areas' | 'accountLinks'> {
  if (actor.kind !== 'person') {
    return { areas: [], accountLinks: [] }
  }
  const places = [
    { href: paths.record(), label: t('home.record') },
    { href: paths.portfolio(), label: t('home.portfolio') },
    { href: paths.shares(), label: t('home.shares') },
    ...[...new Map(actor.roles.map((held) => [held.organisationId, held.organisationName]))].map(
      ([id, name]) => ({ href: paths.organisation(id), label: name }),
    ),
    ...(actor.isOperator ? [{ href: paths.operator(), label: t('home.operator') }] : []),
  ]
  return {
    areas: places.map((place) => ({ ...place, current: isUnder(path, place.href) })),
    accountLinks: [
      { href: paths.account(), label: t('home.account') },
      { href: paths.accountActivity(), label: t('home.activity') },
      { href: paths.sharedWithMe(), label: t('home.sharedWithMe') },
    ],
  }
}

function isUnder(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`)
}
