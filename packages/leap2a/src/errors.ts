export type Leap2aErrorCode =
  /** Not XML, or not in UTF-8. */
  | 'not_xml'
  /** A document type declaration: it could declare entities, so none is read. */
  | 'doctype'
  /** XML, but no Atom feed. */
  | 'not_a_feed'
  /** More bytes, elements or levels than the limits allow. */
  | 'too_large'
  /** Not a zip archive, or one whose parts contradict each other. */
  | 'zip_damaged'
  /** A name in the archive that leads out of it, or that stands in it twice. */
  | 'zip_name'
  /** Encrypted, a link, or packed by a method that is not read. */
  | 'zip_unsupported'
  /** More is inflated, or claimed, than the limits allow. */
  | 'zip_too_large'

/** Why a feed or an archive cannot be read. */
export class Leap2aError extends Error {
  override readonly name = 'Leap2aError'
  readonly code: Leap2aErrorCode

  constructor(code: Leap2aErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
