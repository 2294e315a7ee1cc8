import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import type { SystemActor } from '../identity/actor.ts'
import { exportHtml } from '../interop/html/export-html.ts'
import { exportLeap2a } from '../interop/leap2a/export-leap2a.ts'
import type { Config } from '../platform/config.ts'
import { action, CommandError, exitCodes, print } from './command.ts'
import { personOf } from './person-of.ts'
import { withApp } from './with-app.ts'

const actor: SystemActor = { kind: 'system', name: 'export' }
const formats = { leap2a: exportLeap2a, html: exportHtml } as const

interface Options {
  readonly account: string
  readonly format: string
  readonly out: string
  readonly json?: boolean
}

export function register(program: Command): void {
  program
    .command('export')
    .description('write a portfolio into a file that others read')
    .requiredOption('--account <address>', 'whose portfolio it is')
    .requiredOption('--format <format>', Object.keys(formats).join(', '))
    .requiredOption('--out <file>', 'the file to write; it must not be there yet')
    .option('--json', 'print what was written as JSON')
    .action(action(exportFile))
}

async function exportFile(config: Config, { account, format, out, ...options }: Options): Promise<void> {
  if (!Object.hasOwn(formats, format)) {
    throw new CommandError(`--format is one of ${Object.keys(formats).join(', ')}.`, exitCodes.usage)
  }
  const write = formats[format as keyof typeof formats]
  let bytes = 0
  await withApp(config, async (app) => {
    const person = await personOf(app, account)
    const parts = await write(app, person, actor)
    const counted = (async function* () {
      for await (const part of parts) {
        bytes += part.length
        yield part
      }
    })()
    await pipeline(counted, createWriteStream(out, { flags: 'wx', mode: 0o600 }))
  })
  print(options, { file: out, bytes }, `${out}: ${bytes} bytes`)
}
