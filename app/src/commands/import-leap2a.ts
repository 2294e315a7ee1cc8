import { type FileHandle, open } from 'node:fs/promises'
import type { ByteSource } from '@vademecum/leap2a'
import type { Command } from 'commander'
import type { SystemActor } from '../identity/actor.ts'
import { type ImportReport, importLeap2a, previewLeap2a } from '../interop/leap2a/import-leap2a.ts'
import type { Config } from '../platform/config.ts'
import { wordsFor } from '../words.ts'
import { action, CommandError, exitCodes, print } from './command.ts'
import { personOf } from './person-of.ts'
import { withApp } from './with-app.ts'

const actor: SystemActor = { kind: 'system', name: 'import leap2a' }

interface Options {
  readonly account: string
  readonly dryRun?: boolean
  readonly json?: boolean
}

export function addImportLeap2a(load: Command): void {
  load
    .command('leap2a <file>')
    .description('bring an export of another portfolio into an account: a zip archive, or the feed')
    .requiredOption('--account <address>', 'whose portfolio it is')
    .option('--dry-run', 'say what would come of it, and keep nothing')
    .option('--json', 'print the report as JSON')
    .action(action(importFile))
}

async function importFile(config: Config, path: string, options: Options): Promise<void> {
  const file = await open(path).catch(() => undefined)
  if (!file || !(await file.stat()).isFile()) {
    throw new CommandError(`${path} cannot be read.`, exitCodes.unreadable)
  }
  try {
    const source = await sourceOf(file)
    const report = await withApp(config, async (app) => {
      const person = await personOf(app, options.account)
      return options.dryRun === true
        ? previewLeap2a(app, person, source)
        : importLeap2a(app, person, source, actor)
    })
    const { items, pages, files, keptAside, errors, known } = report
    print(options, { items, pages, files, keptAside, errors, known }, textOf(report))
  } finally {
    await file.close()
  }
}

async function sourceOf(file: FileHandle): Promise<ByteSource> {
  const { size } = await file.stat()
  return {
    size,
    async read(offset, length) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset)
      return buffer.subarray(0, bytesRead)
    },
  }
}

function textOf({ items, pages, files, known, keptAside, errors }: ImportReport): string {
  const t = wordsFor('en')
  return [
    `${items} items, ${pages} pages, ${files} files; ${known} were here already`,
    `kept aside: ${keptAside.length}`,
    ...keptAside.map(({ entry, part, value }) => `  ${entry}: ${part}: ${value.slice(0, 120)}`),
    ...errors.map(({ entry, file, key }) => `not kept: ${entry}: ${file}: ${t.say(key)}`),
  ].join('\n')
}
