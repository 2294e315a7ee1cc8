import type { Child } from 'hono/jsx'

export interface Column<Row> {
  label: Child
  /**
   * The label again as text, for the phone, where each cell says what it is. Left out: `label` when it is text. With
   * `header` it stands before what names the row, where that is a bare number.
   */
  short?: string | undefined
  cell: (row: Row) => Child
  /** The column that names the row. */
  header?: boolean | undefined
  /** Figures under each other; codes and grades stay as text. */
  numeric?: boolean | undefined
  /** Short facts (a date, a level) that read badly in two lines. */
  oneLine?: boolean | undefined
}

/**
 * Rows under a caption. On a phone each row becomes a small entry with its labels, so nothing scrolls sideways;
 * the roles are spelt out because browsers drop a table's meaning when it is drawn as blocks.
 */
export function Table<Row>({
  caption,
  columns,
  rows,
  captionHidden,
  narrow,
  look,
  empty,
}: {
  caption: Child
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  captionHidden?: boolean | undefined
  /** As wide as its text: counts and other short columns, which would drift apart on a wide page. */
  narrow?: boolean | undefined
  /**
   * What a row becomes on a phone, instead of labels with values. `happenings`: the first cell beside the others.
   * `results`: title and grade on a line, facts below.
   */
  look?: 'happenings' | 'results' | undefined
  /** Said in place of rows. Prefer an `EmptyState` where the whole page is empty. */
  empty?: Child | undefined
}) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: display: block on a phone takes the native roles away
    <table class={tableClass(narrow, look)} role="table">
      <caption class={captionHidden ? 'visually-hidden' : 'table__caption'}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th scope="col" role="columnheader" class={classOf(column)}>
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr role="row">
            {columns.map((column) => (
              <Cell column={column} row={row} />
            ))}
          </tr>
        ))}
        {rows.length === 0 && empty && (
          <tr role="row">
            <td role="cell" class="table__empty" colspan={columns.length}>
              {empty}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  )
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const label = column.short ?? (typeof column.label === 'string' ? column.label : undefined)
  return column.header ? (
    <th scope="row" role="rowheader" class={classOf(column)} data-label={column.short}>
      {column.cell(row)}
    </th>
  ) : (
    <td role="cell" class={classOf(column)} data-label={label}>
      {column.cell(row)}
    </td>
  )
}

function classOf<Row>({ numeric, oneLine }: Column<Row>): string | undefined {
  if (numeric) return 'table__number'
  return oneLine ? 'table__one-line' : undefined
}

function tableClass(narrow: boolean | undefined, look: string | undefined): string {
  return ['table', narrow && 'table--narrow', look && `table--${look}`].filter(Boolean).join(' ')
}
