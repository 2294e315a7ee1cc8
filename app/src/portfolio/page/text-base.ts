import { createHash } from 'node:crypto'

/**
 * A short digest of the text that an editor was given. It comes back with what was typed, so that three things can be
 * told apart: not touched here, changed here, and changed here and elsewhere. It survives whatever else changes on the
 * page meanwhile, which a number for the whole draft would not.
 */
export function textBase(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16)
}
