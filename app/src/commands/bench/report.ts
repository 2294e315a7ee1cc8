import { type Kind, kinds, type Measured, type Report } from './measure.ts'

const names: Record<Kind, string> = {
  shared: 'shared page, new visitor, 1 of all shares',
  sharedOnOne: 'shared page, new visitor, all on one share',
  sharedAgain: 'shared page, visitor who came before',
  record: 'own record',
  portfolio: 'own portfolio',
}
const widest = Math.max(...Object.values(names).map((name) => name.length))

export function tableOf(report: Report): string {
  const { machine, memory, openings, sizes } = report
  const groups = [
    ['32 connections', report],
    ['8 connections', report.at8],
    ['1 connection', report.at1],
  ] as const
  return [
    `${machine.processors} × ${machine.model}, ${megabytes(machine.memory)}, ${machine.system}`,
    `Node ${machine.node}, PostgreSQL ${machine.postgres}, ${machine.measuredAt}`,
    ...groups.flatMap(([title, measured]) => [
      '',
      `${title.padEnd(widest)}  requests/s      p50      p95      p99 ms   processor ms: server  database  requests    others`,
      ...kinds.map((kind) => row(names[kind], measured[kind])),
    ]),
    '',
    row('first opening since start, 4 at a time', report.firstOpening),
    '',
    `Openings: ${openings.answered} answered, ${openings.recorded} in the database, ${openings.audited} in the audit`,
    `Memory of server and database: ${megabytes(memory.atRest)} at rest, ${megabytes(memory.afterLoad)} after the load`,
    `Shared page: ${(sizes.sharedPage / 1024).toFixed(1)} kB as sent; database with ${sizes.shares} shares: ${megabytes(sizes.database)}`,
  ].join('\n')
}

function row(name: string, { requestsPerSecond, p50, p95, p99, processor, others }: Measured): string {
  const times = [p50, p95, p99].map((time) => time.toFixed(1).padStart(7)).join('  ')
  const cost = [processor?.server, processor?.database, processor?.generator]
    .map((each) => (each?.toFixed(2) ?? '–').padStart(8))
    .join('  ')
  const beside = others === undefined ? '' : `${Math.round(others * 100)} %`
  return `${name.padEnd(widest)}  ${requestsPerSecond.toFixed(0).padStart(10)}  ${times}            ${cost}  ${beside.padStart(8)}`
}

function megabytes(bytes: number | undefined): string {
  return bytes === undefined ? 'unknown' : `${Math.round(bytes / 1024 / 1024)} MB`
}
