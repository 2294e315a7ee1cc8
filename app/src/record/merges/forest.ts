/**
 * Numbers of one person, as links: each says that one root went below another. Which root a number has, whose account
 * shows it and who has to agree first all follow from the links that stand, so that taking one away is as if it had
 * never been.
 */
export interface Link {
  readonly mergeId: string
  readonly linkedId: string
  readonly intoId: string
}

/** The root of each: itself, unless a link leads on. A root is linked once, so that ways never part and never close. */
export function rootsOf(members: readonly string[], links: readonly Link[]): Map<string, string> {
  const above = new Map(links.map((link) => [link.linkedId, link.intoId]))
  const rootOf = (learnerId: string): string => {
    let at = learnerId
    for (let next = above.get(at); next !== undefined; next = above.get(at)) at = next
    return at
  }
  return new Map(members.map((member) => [member, rootOf(member)]))
}

export interface Accounts {
  /** Who sees a learner whom they have not claimed themselves, because a number of theirs is linked with it. */
  readonly through: readonly { readonly personId: string; readonly learnerId: string }[]
  /** Who has to confirm a link, and has not yet, before it joins what two accounts see. */
  readonly asked: readonly { readonly mergeId: string; readonly personId: string }[]
}

/**
 * Whose account shows which learner. `links` in the order in which they were made; `owners` are the claims; `confirmed`
 * holds `mergeId personId`. A link between learners of different people joins nothing until each of them has confirmed.
 */
export function accountsOf(
  members: readonly string[],
  links: readonly Link[],
  owners: ReadonlyMap<string, string>,
  confirmed: ReadonlySet<string>,
): Accounts {
  const joined = new Map(members.map((member) => [member, new Set([member])]))
  const asked: { mergeId: string; personId: string }[] = []
  for (const { mergeId, linkedId, intoId } of links) {
    const [one, other] = [joined.get(linkedId), joined.get(intoId)]
    if (!one || !other) throw new Error('a link leads out of its group')
    const waiting = toAsk(peopleOf(one, owners), peopleOf(other, owners)).filter(
      (personId) => !confirmed.has(`${mergeId} ${personId}`),
    )
    if (waiting.length > 0) asked.push(...waiting.map((personId) => ({ mergeId, personId })))
    else {
      const both = new Set([...one, ...other])
      for (const member of both) joined.set(member, both)
    }
  }
  const through = members.flatMap((learnerId) =>
    [...peopleOf(joined.get(learnerId) ?? new Set(), owners)]
      .filter((personId) => owners.get(learnerId) !== personId)
      .map((personId) => ({ personId, learnerId })),
  )
  return { through, asked }
}

function peopleOf(learnerIds: ReadonlySet<string>, owners: ReadonlyMap<string, string>): Set<string> {
  return new Set([...learnerIds].flatMap((learnerId) => owners.get(learnerId) ?? []))
}

/** Where one side is nobody's, or both are the same people's, nobody would see anything of somebody else. */
function toAsk(one: ReadonlySet<string>, other: ReadonlySet<string>): string[] {
  const all = [...new Set([...one, ...other])]
  if (one.size === 0 || other.size === 0) return []
  return one.size === all.length && other.size === all.length ? [] : all
}
