import type { Child } from 'hono/jsx'
import type { Words } from '../../words.ts'
import { Tag, type TagKind } from '../text/text.tsx'

export interface SummaryRow {
  term: Child
  value: Child
  /** `label` names what would be changed, for those who hear the link alone: "birth date". */
  action?: { href: string; text: Child; label: string } | undefined
}

/** Facts about one thing, and check answers. */
export function SummaryList({ rows }: { rows: readonly SummaryRow[] }) {
  return (
    <dl class="summary-list">
      {rows.map((row) => (
        <div class="summary-list__row">
          <dt>{row.term}</dt>
          <dd>{row.value}</dd>
          {row.action && (
            <dd class="summary-list__action">
              <a href={row.action.href}>
                {row.action.text}
                <span class="visually-hidden"> {row.action.label}</span>
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  )
}

export interface Task {
  title: Child
  /** Left out while it cannot be started; then `hint` says why. */
  href?: string | undefined
  hint?: Child | undefined
  state: { text: Child; kind: TagKind }
}

/** Things to do in any order, each with its state. */
export function TaskList({ tasks }: { tasks: readonly Task[] }) {
  return (
    <ul class="task-list">
      {tasks.map((task) => (
        <li class="task-list__item">
          <div class="task-list__text">
            {task.href ? <a href={task.href}>{task.title}</a> : <span>{task.title}</span>}
            {task.hint && <p class="task-list__hint">{task.hint}</p>}
          </div>
          <Tag kind={task.state.kind}>{task.state.text}</Tag>
        </li>
      ))}
    </ul>
  )
}

export interface ProgressStep {
  title: Child
  state: 'done' | 'now' | 'next'
  detail?: Child | undefined
}

/** Where something stands on its way, in order: uploaded, checked, published. */
export function ProgressList({ t, steps }: { t: Words; steps: readonly ProgressStep[] }) {
  return (
    <ol class="progress">
      {steps.map((step) => (
        <li
          class={`progress__step progress__step--${step.state}`}
          aria-current={step.state === 'now' ? 'step' : undefined}
        >
          <span class="progress__title">{step.title}</span>
          <span class="visually-hidden"> ({t(`common.step_${step.state}`)})</span>
          {step.detail && <span class="progress__detail">{step.detail}</span>}
        </li>
      ))}
    </ol>
  )
}

/** "Step 2 of 3" above the title of a page in a series. */
export function Steps({ t, current, total }: { t: Words; current: number; total: number }) {
  return <p class="steps">{t('common.stepOf', { current, total })}</p>
}

/** Things of a kind, each a link with a note and perhaps a mark: portfolios, shares, files. */
export function LinkList({
  items,
}: {
  items: readonly { href: string; title: Child; note?: Child | undefined; mark?: Child | undefined }[]
}) {
  return (
    <ul class="link-list">
      {items.map((item) => (
        <li class="link-list__item">
          <a class="link-list__title" href={item.href}>
            {item.title}
          </a>
          {item.note && <p class="link-list__note">{item.note}</p>}
          {item.mark}
        </li>
      ))}
    </ul>
  )
}
