import type { Words } from '../words.ts'
import type { ShareLine } from './share.ts'

/** What is shared, in words: a page by its title, the record or a part of it by what it is. */
export function shareTitle(t: Words, { record, pageTitle }: Pick<ShareLine, 'record' | 'pageTitle'>): string {
  return record ? t(`access.what_${record.kind}`) : pageTitle
}
