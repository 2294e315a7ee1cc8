import type { Figures } from '../figures.ts'
import { phases } from './load-nation.ts'
import type { ResultsDay } from './results-day.ts'

export function tableOf(day: ResultsDay): string {
  const { nation, earlier, load, naive, size, reads, memory, machine } = day
  const { atRelease } = reads
  return [
    `${machine.processors} × ${machine.model}, ${megabytes(machine.memory)}, ${machine.system}`,
    `Node ${machine.node}, PostgreSQL ${machine.postgres}, ${machine.measuredAt}`,
    '',
    `${count(nation.results)} results of ${count(nation.learners)} learners in ${nation.files} files, ${megabytes(load.bytes)}, seed ${nation.seed}`,
    `Present before: ${count(earlier.results)} results of ${earlier.years} years in ${count(earlier.batches)} batches`,
    `Became of the rows: ${count(load.added)} added, ${count(load.held)} held, ${count(load.refused)} refused; ${count(load.byDemographics)} came without a number`,
    '',
    'load                          seconds      rows/s',
    ...phases.map((phase) => loadRow(phase, load.phases[phase], load.rows)),
    loadRow('all', load.seconds, load.rows),
    loadRow(`row by row (${count(naive.rows)} rows)`, naive.seconds, naive.rows),
    `Ratio ${Math.round(naive.ratio)}; peak memory of the load ${megabytes(memory.load)}, of the server ${megabytes(memory.server)}`,
    '',
    `Disk: ${size.bytesEach} bytes a result; database ${megabytes(size.database)}`,
    ...size.parts
      .slice(0, 12)
      .map(({ name, bytesEach }) => `  ${name.padEnd(44)}  ${bytesEach.toFixed(1).padStart(7)}`),
    '',
    'reads                                 requests/s      p50      p95      p99 ms',
    readRow('while the files load', reads.whileLoading),
    readRow('across the release, all arrivals', atRelease),
    readRow('32 at a time, everybody', reads.page),
    readRow('32 at a time, the same thousand', reads.pageAgain),
    readRow('32 at a time, everybody, API', reads.api),
    '',
    `Release: ${count(atRelease.before)} answers before it, none of which told; ${count(atRelease.after)} asked after it, all of which did; ${count(atRelease.across)} across`,
  ].join('\n')
}

function loadRow(name: string, seconds: number, rows: number): string {
  const speed = seconds === 0 ? '–' : count(Math.round(rows / seconds))
  return `${name.padEnd(26)}  ${seconds.toFixed(1).padStart(9)}  ${speed.padStart(10)}`
}

function readRow(name: string, { requestsPerSecond, p50, p95, p99 }: Figures): string {
  const times = [p50, p95, p99].map((time) => time.toFixed(1).padStart(7)).join('  ')
  return `${name.padEnd(36)}  ${requestsPerSecond.toFixed(0).padStart(10)}  ${times}`
}

const count = (number: number) => number.toLocaleString('en-GB')

function megabytes(bytes: number | undefined): string {
  return bytes === undefined ? 'unknown' : `${count(Math.round(bytes / 1024 / 1024))} MB`
}
