export { absoluteId } from './absolute-id.ts'
export { Leap2aError, type Leap2aErrorCode } from './errors.ts'
export type {
  Extended,
  Leap2aCategory,
  Leap2aDate,
  Leap2aEntry,
  Leap2aFeed,
  Leap2aField,
  Leap2aLink,
  Leap2aLiteral,
  Leap2aSpatial,
  Leap2aText,
} from './feed.ts'
export { type Leaf, leavesOf } from './leaves.ts'
export { type MaharaBlock, type MaharaView, maharaView } from './mahara-view.ts'
export { parseFeed, readFeed } from './parse-feed.ts'
export { partialDateOf } from './partial-date.ts'
export { fromHtml, type PlainText, plainText } from './plain-text.ts'
export type { FeedLimits } from './read-xml.ts'
export { type ByteSource, bytesSource, openZip, type ZipEntry, type ZipLimits } from './read-zip.ts'
export { serialiseFeed } from './serialise-feed.ts'
export {
  type EntryKind,
  entryKinds,
  inverseRelations,
  isRelation,
  LEAP2A_VERSION,
  type Relation,
  schemeName,
  XHTML,
} from './vocabulary.ts'
export { type FileToPack, zipParts } from './write-zip.ts'
export { attributeOf, isElement, textOfElement, type XmlAttribute, type XmlElement } from './xml-element.ts'
