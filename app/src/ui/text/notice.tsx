import type { Child } from 'hono/jsx'
import type { Words } from '../../words.ts'

export type NoticeKind = 'done' | 'problem' | 'warning' | 'info'

const live: Record<NoticeKind, 'status' | 'alert' | undefined> = {
  done: 'status',
  problem: 'alert',
  warning: undefined,
  info: undefined,
}

/** Something to know before going on. `done` and `problem` are announced; the others are part of the page. */
export function Notice({
  t,
  kind,
  title,
  children,
}: {
  t: Words
  kind: NoticeKind
  title?: Child | undefined
  children: Child
}) {
  return (
    <div class={`notice notice--${kind}`} role={live[kind]}>
      <NoticeSign kind={kind} />
      <div class="notice__text">
        <span class="visually-hidden">{t(`common.notice_${kind}`)}: </span>
        {title && <p class="notice__title">{title}</p>}
        <div>{children}</div>
      </div>
    </div>
  )
}

const signs: Record<NoticeKind, string> = {
  done: 'M5 10.5l3.4 3.6L15 6.4',
  problem: 'M10 4.5v7M10 15v.2',
  warning: 'M10 4.5v7M10 15v.2',
  info: 'M10 9v6.5M10 5v.2',
}

function NoticeSign({ kind }: { kind: NoticeKind }) {
  return (
    <svg class="notice__sign" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
      <path d={signs[kind]} />
    </svg>
  )
}

/** A place with nothing in it yet: what it is for, and the first thing to do. */
export function EmptyState({
  title,
  action,
  children,
}: {
  title: Child
  /** A `ButtonLink` or a form with one button. */
  action?: Child | undefined
  children: Child
}) {
  return (
    <div class="empty">
      <svg
        class="empty__picture"
        viewBox="0 0 72 48"
        width="72"
        height="48"
        aria-hidden="true"
        focusable="false"
      >
        <path d="M36 10c-6-5-16-7-30-6v36c14-1 24 1 30 6 6-5 16-7 30-6V4C52 3 42 5 36 10zM36 10v36" />
        <path class="empty__lines" d="M13 13c6 0 11 .8 16 3M13 21c6 0 11 .8 16 3M43 16c5-2.2 10-3 16-3" />
      </svg>
      <p class="empty__title">{title}</p>
      <div class="empty__text">{children}</div>
      {action && <div class="actions">{action}</div>}
    </div>
  )
}

/** Help next to a task of staff: beside it on a wide screen, to be opened below it on a phone. */
export function HelpBeside({ title, help, children }: { title: string; help: Child; children: Child }) {
  return (
    <div class="beside">
      <div class="beside__task">{children}</div>
      <aside class="beside__help" aria-label={title}>
        <details class="help" open={true} data-close-when-narrow="">
          <summary class="help__title">{title}</summary>
          <div class="help__text">{help}</div>
        </details>
      </aside>
    </div>
  )
}

/** Text to take away: a link, a code. With script there is a button; without, the text is selected by one click. */
export function CopyField({ t, label, value, id }: { t: Words; label: Child; value: string; id: string }) {
  return (
    <div class="field copy-field">
      <label class="field__label" for={id}>
        {label}
      </label>
      <copy-button
        class="copy-field__row"
        data-copied={t('common.copied')}
        data-failed={t('common.copyFailed')}
      >
        <input class="control copy-field__value" id={id} value={value} readonly={true} spellcheck={false} />
        <button class="button button--secondary" type="button" hidden={true}>
          {t('common.copy')}
        </button>
        <span class="copy-field__said" role="status" />
      </copy-button>
    </div>
  )
}
