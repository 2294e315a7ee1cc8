import type { Command } from 'commander'
import { type Check, examine } from '../platform/doctor/examine.ts'
import { exitCodes, print, report, strong } from './command.ts'

const marks = { ok: 'ok     ', warning: 'look   ', wrong: 'WRONG  ' } as const

export function register(program: Command): void {
  program
    .command('doctor')
    .description('say what is configured, what is reachable, and what is wrong')
    .option('--json', 'print the checks as JSON')
    .action(async (options: { json?: boolean }) => {
      try {
        const checks = await examine(process.env)
        const wrong = checks.filter(({ state }) => state === 'wrong').length
        print(options, { healthy: wrong === 0, checks }, textOf(checks, wrong))
        if (wrong > 0) process.exitCode = exitCodes.failure
      } catch (error) {
        report(error)
      }
    })
}

function textOf(checks: readonly Check[], wrong: number): string {
  const width = Math.max(...checks.map(({ name }) => name.length))
  const lines = checks.map(
    ({ name, state, says }) => `${marks[state]}${name.padEnd(width)}  ${indent(says, width)}`,
  )
  const verdict =
    wrong === 0 ? 'Nothing is wrong.' : `${wrong} ${wrong === 1 ? 'thing is' : 'things are'} wrong.`
  return [...lines, strong(verdict)].join('\n')
}

function indent(text: string, width: number): string {
  return text.replaceAll('\n', `\n${' '.repeat(marks.ok.length + width + 2)}`)
}
