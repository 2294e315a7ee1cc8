import { paths } from '../../src/paths.ts'

/**
 * Routes without a line in the matrix, and why none is needed: they serve whoever asks, or act only on whoever is
 * signed in and take no id of anybody's thing.
 */
export const openRoutes = new Set([
  // Files of the build, health, mail of the demonstration
  'GET /assets/:file',
  'GET /healthz',
  'GET /readyz',
  `GET ${paths.keptMail()}`,
  `GET ${paths.statusList(':id')}`,
  // The log for programs: the same for everybody; a cosignature stands for itself (app/test/log)
  `GET ${paths.logCheckpoint(':id')}`,
  `GET ${paths.logKey(':id')}`,
  `GET ${paths.logTile(':id', '*')}`,
  `GET ${paths.logBatch(':id', ':index')}`,
  `GET ${paths.logBatch(':id', ':index')}/tile/*`,
  `POST ${paths.logCosignature(':id')}`,
  // Getting in: the secret in the address or the form decides; app/test/identity tries the wrong ones
  ...[paths.signIn(), paths.signUp(), paths.forgotten(), paths.recover()].flatMap((path) => [
    `GET ${path}`,
    `POST ${path}`,
  ]),
  `GET ${paths.signUpSent()}`,
  `POST ${paths.signUpRefuse(':token')}`,
  `GET ${paths.forgottenSent()}`,
  `POST ${paths.signOut()}`,
  `POST ${paths.language()}`,
  ...[
    paths.signUpConfirm(':token'),
    paths.resetPassword(':token'),
    paths.recoverWith(':token'),
    paths.cancelRecovery(':token'),
    paths.confirmAddress(':token'),
  ].flatMap((path) => [`GET ${path}`, `POST ${path}`]),
  // Acts on whoever is signed in: app/test/identity and app/test/record
  `POST ${paths.accountAddresses()}`,
  `POST ${paths.accountAddressRemoval()}`,
  `POST ${paths.accountPassword()}`,
  `POST ${paths.accountRecoveryCodes()}`,
  `POST ${paths.accountPreferences()}`,
  `POST ${paths.accountTokens()}`,
  `POST ${paths.claim()}`,
  `POST ${paths.claimConfirmation()}`,
  `POST ${paths.itemNew(':kind')}`,
  `POST ${paths.pageNew()}`,
  `POST ${paths.verify()}`,
])
