import { cpus } from 'node:os'
import { print } from '../../command.ts'
import { rounded } from '../figures.ts'
import { bare, digitalBazaar, type Implementation, jose, ours } from './implementations.ts'
import { measureActs } from './measure-acts.ts'
import { makeParties } from './parties.ts'

export interface CredentialsOptions {
  readonly seconds: number
  readonly json?: boolean
}

const names = {
  ours: 'Vademecum, eddsa-rdfc-2022',
  oursJcs: 'Vademecum, eddsa-jcs-2022',
  digitalBazaar: '@digitalbazaar/vc, eddsa-rdfc-2022',
  jose: 'jose, VC as JWT (signature only)',
  bareEd25519: 'node:crypto, bare Ed25519',
  bareP256: 'node:crypto, bare ECDSA P-256',
} as const
type Name = keyof typeof names

/** What one core issues and verifies in a second, here and with the libraries of others, on the same Open Badge. */
export async function benchCredentials({ seconds, json }: CredentialsOptions): Promise<void> {
  const parties = await makeParties()
  const all: Record<Name, Implementation> = {
    ours: await ours(parties, 'eddsa-rdfc-2022'),
    oursJcs: await ours(parties, 'eddsa-jcs-2022'),
    digitalBazaar: await digitalBazaar(parties),
    jose: await jose(parties),
    bareEd25519: bare('Ed25519'),
    bareP256: bare('P-256'),
  }
  const acts = (act: keyof Implementation) =>
    Object.fromEntries(Object.entries(all).map(([name, each]) => [name, each[act]])) as Record<
      Name,
      () => unknown
    >
  const issue = await measureActs(acts('issue'), seconds)
  const verify = await measureActs(acts('verify'), seconds)
  const report = {
    issueRatio: rounded(issue.ours / issue.digitalBazaar),
    verifyRatio: rounded(verify.ours / verify.digitalBazaar),
    ofBareEd25519: {
      issue: hundredths(issue.ours / issue.bareEd25519),
      verify: hundredths(verify.ours / verify.bareEd25519),
      verifyJcs: hundredths(verify.oursJcs / verify.bareEd25519),
    },
    perSecond: Object.fromEntries(
      Object.keys(names).map((name) => [
        name,
        { issue: rounded(issue[name as Name]), verify: rounded(verify[name as Name]) },
      ]),
    ) as Record<Name, { issue: number; verify: number }>,
    machine: { model: cpus()[0]?.model ?? '', node: process.version, seconds },
  }
  print({ json }, report, tableOf(report))
}

const hundredths = (number: number) => Math.round(number * 100) / 100

function tableOf({
  issueRatio,
  verifyRatio,
  ofBareEd25519,
  perSecond,
  machine,
}: {
  issueRatio: number
  verifyRatio: number
  ofBareEd25519: { issue: number; verify: number; verifyJcs: number }
  perSecond: Record<Name, { issue: number; verify: number }>
  machine: { model: string; node: string }
}): string {
  const widest = Math.max(...Object.values(names).map((name) => name.length))
  const cell = (value: string) => value.padStart(12)
  return [
    `One core of ${machine.model}, Node ${machine.node}; an Open Badge, one at a time`,
    '',
    `${''.padEnd(widest)}${cell('issued/s')}${cell('verified/s')}`,
    ...(Object.keys(names) as Name[]).map(
      (name) =>
        `${names[name].padEnd(widest)}${cell(perSecond[name].issue.toFixed(0))}${cell(perSecond[name].verify.toFixed(0))}`,
    ),
    '',
    `Vademecum against @digitalbazaar/vc: issues ${issueRatio} times, verifies ${verifyRatio} times as many`,
    `Of what bare Ed25519 signatures allow: issues ${ofBareEd25519.issue}, verifies ${ofBareEd25519.verify}, eddsa-jcs-2022 verifies ${ofBareEd25519.verifyJcs}`,
  ].join('\n')
}
