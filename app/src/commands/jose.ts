import { readFile, writeFile } from 'node:fs/promises'
import { Argument, type Command, Option } from 'commander'
import { CommandError, exitCodes, report } from './command.ts'
import type { JoseResult } from './jose/secure.ts'

interface Options {
  input: string
  key: string
  feature: string
  output: string
}

/** What the public suite for VC-JOSE-COSE names. What is not done here ends as *indeterminate*, as it asks. */
const features = ['credential', 'presentation'].flatMap((of) =>
  ['jose', 'sdjwt', 'cose'].map((how) => `${of}_${how}`),
)

const exitOf = { success: 0, failure: 1, indeterminate: 2 } as const

export function register(program: Command): void {
  program
    .command('jose')
    .addArgument(new Argument('<act>').choices(['issue', 'verify']))
    .description(
      'secure or check a credential or presentation as a token, for the test suite of VC-JOSE-COSE: exit code 0 success, 1 failure, 2 indeterminate',
    )
    .requiredOption('--input <file>', 'the document as JSON, or the token')
    .requiredOption('--key <file>', 'a verification method (JsonWebKey) with both halves of its key')
    .addOption(
      new Option('--feature <name>', 'what is secured, and how').choices(features).makeOptionMandatory(),
    )
    .requiredOption('--output <file>', 'where the result is written, as JSON')
    .action(async (act: 'issue' | 'verify', options: Options) => {
      try {
        const result = await examine(act, options)
        await writeFile(options.output, `${JSON.stringify(result)}\n`)
        process.exitCode = exitOf[result.result]
      } catch (error) {
        report(error)
      }
    })
}

async function examine(act: 'issue' | 'verify', { input, key, feature }: Options): Promise<JoseResult> {
  const [text, keyText] = [await read(input), await read(key)]
  const { readKey, securedBy, verifiedBy } = await import('./jose/secure.ts')
  const method = readKey(keyText)
  if (method === undefined) {
    throw new CommandError(
      `${key} is not JSON, or has no id, publicKeyJwk and secretKeyJwk.`,
      exitCodes.unreadable,
    )
  }
  const [kind, how] = feature.split('_')
  if (how !== 'jose') return { result: 'indeterminate', data: `${feature} is not supported` }
  const type = kind === 'credential' ? 'vc+jwt' : 'vp+jwt'
  return act === 'issue' ? securedBy(text, method, type) : verifiedBy(text, method, type)
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw new CommandError(`${path} cannot be read.`, exitCodes.unreadable, { cause })
  }
}
