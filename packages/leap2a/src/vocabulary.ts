export const ATOM = 'http://www.w3.org/2005/Atom'
export const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
export const XHTML = 'http://www.w3.org/1999/xhtml'
export const XML = 'http://www.w3.org/XML/1998/namespace'
/** Of the 2010-07 specification; the one that is written. */
export const LEAP2 = 'http://terms.leapspecs.org/'
/** The value of `leap2:version` that is written (2010-07, "Version"). */
export const LEAP2A_VERSION = 'http://www.leapspecs.org/2010-07/2A/'

/** All under which the terms of the specification were published, or are written by existing exporters. */
const leap2Namespaces: ReadonlySet<string> = new Set([
  LEAP2,
  'http://terms.leapspecs.org',
  'http://wiki.cetis.ac.uk/2009-03/LEAP2A_predicates#',
  'http://wiki.cetis.ac.uk/2009-03/LEAP2A_types#',
  'http://wiki.cetis.ac.uk/2009-03/Leap2A_predicates#',
  'http://wiki.cetis.ac.uk/2009-03/Leap2A_types#',
  'http://www.cetis.org.uk/leap2/terms/',
  // What the importer of Mahara 22.10 expects by mistake.
  'https://web.archive.org/web/20100503000634/http://terms.leapspecs.org/',
  'https://web.archive.org/web/20100503000634/http://terms.leapspecs.org',
])

export function isLeap2(namespace: string | undefined): boolean {
  return namespace !== undefined && leap2Namespaces.has(namespace)
}

/** The types of items (2010-07, "Item types"). */
export const entryKinds = [
  'entry',
  'ability',
  'achievement',
  'activity',
  'affiliation',
  'meeting',
  'organization',
  'person',
  'plan',
  'publication',
  'resource',
  'selection',
] as const
export type EntryKind = (typeof entryKinds)[number]

export function isEntryKind(name: string): name is EntryKind {
  return (entryKinds as readonly string[]).includes(name)
}

/** The relationships between items, each with its inverse (2010-07, "Relationships"). */
export const inverseRelations = {
  has_part: 'is_part_of',
  is_part_of: 'has_part',
  supports: 'supported_by',
  supported_by: 'supports',
  reflects_on: 'reflected_on_by',
  reflected_on_by: 'reflects_on',
  has_evidence: 'is_evidence_of',
  is_evidence_of: 'has_evidence',
  has_outcome: 'is_outcome_of',
  is_outcome_of: 'has_outcome',
  attends: 'attended_by',
  attended_by: 'attends',
  has_agenda: 'is_agenda_of',
  is_agenda_of: 'has_agenda',
  in_reply_to: 'has_reply',
  has_reply: 'in_reply_to',
} as const
export type Relation = keyof typeof inverseRelations

export function isRelation(name: string): name is Relation {
  return Object.hasOwn(inverseRelations, name)
}

/** What of `categories:selection_type#` names the scheme: `selection_type`, whatever stands before it. */
export function schemeName(scheme: string | undefined): string | undefined {
  return /(?:^|[:/])(\w+)#?$/.exec(scheme ?? '')?.[1]
}

/** The extensions of Mahara for the layout of pages, in the spellings of its versions. */
export const maharaNamespaces: ReadonlySet<string> = new Set([
  'https://wiki.mahara.org/wiki/Developer_Area/Import//Export/LEAP_Extensions',
  'http://wiki.mahara.org/Developer_Area/Import%2F%2FExport/LEAP_Extensions#',
  'http://wiki.mahara.org/Developer_Area/Import//Export/LEAP_Extensions#',
])
