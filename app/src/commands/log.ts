import type { Command } from 'commander'
import { action, report } from './command.ts'
import type { AuditOptions } from './log/audit.ts'
import type { WitnessOptions } from './log/witness.ts'
import type { WitnessesOptions } from './log/witnesses.ts'

export function register(program: Command): void {
  const log = program.command('log').description('the transparency logs of what issuers attest')
  log
    .command('audit')
    .argument('<url>', 'address of an issuer’s log: https://…/log/ISSUER')
    .description(
      'check that a log only grew since the last time: exit code 0 it did, 1 it was rewritten or a signature is wrong, ' +
        '2 it could not be reached',
    )
    .requiredOption('--state <file>', 'what was seen the last time; made at the first')
    .option('--key <line>', 'the key that signs the log, if you have it from elsewhere')
    .option('--recount', 'also recount every batch that is published')
    .option('--json', 'print what was found as JSON')
    .action((url: string, options: AuditOptions) =>
      reporting(async () => (await import('./log/audit.ts')).audit(url, options)),
    )
  log
    .command('witness')
    .argument('<url>', 'address of an issuer’s log')
    .description(
      'audit a log, cosign its newest checkpoint and deliver the cosignature; exit codes as for audit',
    )
    .requiredOption('--key <file>', 'the key of the witness: “vademecum log witness-key” makes it')
    .requiredOption('--state <file>', 'what was seen the last time; made at the first')
    .option('--log-key <line>', 'the key that signs the log, if you have it from elsewhere')
    .option('--print', 'only print the cosignature')
    .option('--json', 'print what was done as JSON')
    .action((url: string, options: WitnessOptions) =>
      reporting(async () => (await import('./log/witness.ts')).witness(url, options)),
    )
  log
    .command('witness-key')
    .argument('<name>', 'of the witness: an address without https://, such as witness.example/w1')
    .description('make a key for a witness, and print the line by which others check it')
    .requiredOption('--key <file>', 'where to; not overwritten')
    .option('--json', 'print the line as JSON')
    .action((name: string, options: { key: string; json?: boolean }) =>
      reporting(async () => (await import('./log/witness-key.ts')).makeWitnessKey(name, options)),
    )
  log
    .command('witnesses')
    .description('whose cosignatures this service takes and shows')
    .option('--add <line>', 'take those of this key')
    .option('--remove <name>', 'take no more of this witness')
    .option('--json', 'print them as JSON')
    .action(
      action(async (config, options: WitnessesOptions) =>
        (await import('./log/witnesses.ts')).witnesses(config, options),
      ),
    )
}

/** These work without an installation: they read no settings. */
async function reporting(act: () => Promise<void>): Promise<void> {
  try {
    await act()
  } catch (error) {
    report(error)
  }
}
