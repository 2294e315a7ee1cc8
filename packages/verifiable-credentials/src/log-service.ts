/** The type under which a DID document names the transparency log of its subject. */
export const LOG_SERVICE = 'VademecumTransparencyLog'
