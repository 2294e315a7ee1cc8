import type { CryptosuiteName, KeyType } from '@vademecum/verifiable-credentials'

/** What stands first in the addresses of the facade: how it signs, and with which kind of key. */
export const suiteNames = [
  'eddsa-rdfc-2022',
  'eddsa-jcs-2022',
  'ecdsa-rdfc-2019-p256',
  'ecdsa-rdfc-2019-p384',
  'bitstring',
] as const
export type SuiteName = (typeof suiteNames)[number]

export interface Suite {
  readonly cryptosuite: CryptosuiteName
  readonly keyType: KeyType
}

export const suites: Readonly<Record<SuiteName, Suite>> = {
  'eddsa-rdfc-2022': { cryptosuite: 'eddsa-rdfc-2022', keyType: 'Ed25519' },
  'eddsa-jcs-2022': { cryptosuite: 'eddsa-jcs-2022', keyType: 'Ed25519' },
  'ecdsa-rdfc-2019-p256': { cryptosuite: 'ecdsa-rdfc-2019', keyType: 'P-256' },
  'ecdsa-rdfc-2019-p384': { cryptosuite: 'ecdsa-rdfc-2019', keyType: 'P-384' },
  bitstring: { cryptosuite: 'eddsa-rdfc-2022', keyType: 'Ed25519' },
}
