import type { Actor } from '../../identity/actor.ts'

/** Whoever sent a file, as the log names them: the job that registers it does so in their stead, with no other power. */
export function senderOf(file: { sent_by: string | null; sender_name: string }): Actor {
  if (file.sent_by === null) return { kind: 'system', name: file.sender_name }
  return {
    kind: 'person',
    personId: file.sent_by,
    name: file.sender_name,
    birthDate: '',
    language: 'en',
    learnerIds: [],
    roles: [],
    isOperator: false,
    scopes: [],
    credentialId: file.sent_by,
  }
}
