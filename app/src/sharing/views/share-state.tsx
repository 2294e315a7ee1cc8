import { Tag, type TagKind } from '../../ui/text/text.tsx'
import type { Words } from '../../words.ts'
import type { Share } from '../share.ts'

const kinds: Record<Share['state'], TagKind> = { live: 'good', stopped: 'plain', over: 'plain' }

export function ShareState({ t, share }: { t: Words; share: Share }) {
  return <Tag kind={kinds[share.state]}>{t(`sharing.state_${share.state}`)}</Tag>
}
