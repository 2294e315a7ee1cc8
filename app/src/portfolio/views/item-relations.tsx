import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/form/button.tsx'
import { Form } from '../../ui/form/form.tsx'
import { Select } from '../../ui/form/select.tsx'
import type { Frame } from '../../ui/frame.ts'
import { noteOf } from '../item-showable.tsx'
import { type Item, mayRelate, offeredRelations, type Relation } from '../item/item.ts'
import type { RelatedItem } from '../item/store.ts'

/** What this thing belongs with, said both ways round, and what it can be linked with. */
export function ItemRelations({
  frame,
  item,
  related,
  others,
  problems,
}: {
  frame: Frame
  item: Item
  related: readonly RelatedItem[]
  others: readonly Item[]
  problems?: readonly FieldProblem[]
}) {
  const { t } = frame
  const choices = offeredRelations.flatMap((relation) =>
    others
      .filter((other) => mayRelate(relation, item.kind, other.kind) && !isRelated(related, relation, other))
      .map((other) => ({
        value: `${relation} ${other.id}`,
        label: `${t(`portfolio.${relation}`)} ${other.title} (${noteOf(t, other)})`,
      })),
  )
  if (related.length === 0 && choices.length === 0) return null
  return (
    <section class="relations" aria-labelledby="relations">
      <h2 id="relations">{t('portfolio.relations')}</h2>
      {related.length > 0 && (
        <ul class="relations__list">
          {related.map((one) => (
            <RelatedLine frame={frame} item={item} related={one} />
          ))}
        </ul>
      )}
      {choices.length > 0 && (
        <Form frame={frame} action={paths.itemRelations(item.id)}>
          <Select
            t={t}
            name="related"
            label={t('portfolio.relate')}
            options={choices}
            empty={t('portfolio.relateChoose')}
            problems={problems}
          />
          <Button look="secondary">{t('portfolio.relateButton')}</Button>
        </Form>
      )}
    </section>
  )
}

function RelatedLine({ frame, item, related }: { frame: Frame; item: Item; related: RelatedItem }) {
  const { t } = frame
  const { relation, direction, item: other } = related
  const from = direction === 'to' ? item : other
  const to = direction === 'to' ? other : item
  return (
    <li class="relations__item">
      <span>
        {t(`portfolio.${relation}${direction === 'to' ? '' : '_of'}`)}{' '}
        <a href={paths.item(other.id)} lang={other.language}>
          {other.title}
        </a>
      </span>
      <Form frame={frame} action={paths.itemRelationEnd(from.id)} class="form form--inline">
        <input type="hidden" name="related" value={`${relation} ${to.id}`} />
        <input type="hidden" name="back" value={item.id} />
        <Button look="quiet" label={t('portfolio.unrelateLabel', { title: other.title })}>
          {t('portfolio.unrelate')}
        </Button>
      </Form>
    </li>
  )
}

function isRelated(related: readonly RelatedItem[], relation: Relation, other: Item): boolean {
  return related.some(
    (one) => one.direction === 'to' && one.relation === relation && one.item.id === other.id,
  )
}
