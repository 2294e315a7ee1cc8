import type { Words } from '../words.ts'
import type { ToldEvent } from './activity.ts'

/** In the words of the catalogue; a test holds that every action has some. */
export function whatHappened(t: Words, event: Pick<ToldEvent, 'action' | 'recipient'>): string {
  return t.say(`audit.action ${event.action}`, { recipient: event.recipient ?? t('audit.somebody') })
}

export function who(
  t: Words,
  event: Pick<
    ToldEvent,
    'actorKind' | 'actorId' | 'actorName' | 'organisationName' | 'recipient' | 'permission'
  >,
  readerId: string,
): string {
  // Signing in is one's own doing, though nobody is signed in yet when it begins.
  if (event.actorKind === 'visitor' && event.permission === 'own') return t('audit.you')
  if (event.actorKind === 'system') return t('audit.vademecum')
  if (event.actorKind === 'visitor') {
    return event.recipient ? t('audit.holderOfLink', { recipient: event.recipient }) : t('audit.aVisitor')
  }
  if (event.actorId === readerId) return t('audit.you')
  return event.organisationName
    ? t('audit.forOrganisation', { name: event.actorName, organisation: event.organisationName })
    : event.actorName
}
