/** Every URL once, as a function; a snapshot test holds them. No personal data ever stands in one. */
export const paths = {
  home: () => '/',
  signIn: (returnTo?: string) => (returnTo ? `/sign-in?to=${encodeURIComponent(returnTo)}` : '/sign-in'),
  signOut: () => '/sign-out',
  signUp: () => '/sign-up',
  signUpSent: (address?: 'institution') => (address ? `/sign-up/sent?address=${address}` : '/sign-up/sent'),
  signUpConfirm: (token: string) => `/sign-up/confirm/${token}`,
  signUpRefuse: (token: string) => `/sign-up/confirm/${token}/refusal`,
  forgotten: () => '/forgotten-password',
  forgottenSent: () => '/forgotten-password/sent',
  resetPassword: (token: string) => `/reset-password/${token}`,
  recover: () => '/recover',
  recoverWith: (token: string) => `/recover/${token}`,
  cancelRecovery: (token: string) => `/recover/cancel/${token}`,
  confirmAddress: (token: string) => `/account/addresses/confirm/${token}`,
  account: () => '/account',
  accountAddresses: () => '/account/addresses',
  accountAddressRemoval: () => '/account/addresses/removal',
  accountPassword: () => '/account/password',
  accountRecoveryCodes: () => '/account/recovery-codes',
  accountSessions: () => '/account/sessions',
  accountSessionEnd: (id: string) => `/account/sessions/${id}/end`,
  accountPreferences: () => '/account/preferences',
  accountActivity: () => '/account/activity',
  accountMemberships: () => '/account/memberships',
  accountTokens: () => '/account/tokens',
  accountTokenEnd: (id: string) => `/account/tokens/${id}/end`,
  language: () => '/language',
  record: () => '/record',
  recordEvent: (id: string) => `/record/${id}`,
  recordSharing: () => '/record/sharing',
  challenges: () => '/record/challenges',
  challengeMissing: () => '/record/challenges/new',
  challenge: (id: string) => `/record/challenges/${id}`,
  challengeWithdrawal: (id: string) => `/record/challenges/${id}/withdrawal`,
  challengeLine: (eventId: string) => `/record/${eventId}/challenge`,
  claim: () => '/record/claim',
  claimConfirmation: () => '/record/claim/confirmation',
  mergeQuestions: () => '/record/numbers',
  mergeAnswer: (id: string) => `/record/numbers/${id}/answer`,
  join: () => '/join',
  joinWith: (code: string) => `/join/${code}`,
  ownClasses: () => '/record/classes',
  ownClassEnd: (id: string) => `/record/classes/${id}/end`,
  portfolio: () => '/portfolio',
  itemNew: (kind: string) => `/portfolio/items/new/${kind}`,
  item: (id: string) => `/portfolio/items/${id}`,
  itemEdit: (id: string) => `/portfolio/items/${id}/edit`,
  itemRestoration: (id: string) => `/portfolio/items/${id}/restoration`,
  itemRelations: (id: string) => `/portfolio/items/${id}/relations`,
  itemRelationEnd: (id: string) => `/portfolio/items/${id}/relations/end`,
  itemPreview: (id: string) => `/portfolio/items/${id}/preview`,
  itemRemoval: (id: string) => `/portfolio/items/${id}/removal`,
  itemFile: (id: string) => `/portfolio/items/${id}/file`,
  walletCredentials: () => '/portfolio/credentials',
  walletCredential: (id: string) => `/portfolio/credentials/${id}`,
  walletFile: (id: string) => `/portfolio/credentials/${id}/file`,
  walletRemoval: (id: string) => `/portfolio/credentials/${id}/removal`,
  walletRestoration: (id: string) => `/portfolio/credentials/${id}/restoration`,
  portfolioImport: () => '/portfolio/import',
  portfolioImportConfirmation: () => '/portfolio/import/confirmation',
  portfolioImportRemoval: () => '/portfolio/import/removal',
  portfolioExport: () => '/portfolio/export',
  portfolioExportFile: () => '/portfolio/export/file',
  pages: () => '/portfolio/pages',
  pageNew: () => '/portfolio/pages/new',
  page: (id: string) => `/portfolio/pages/${id}`,
  pageEdit: (id: string) => `/portfolio/pages/${id}/edit`,
  /** The editor with the keyboard where it was: at a part, on the button that was pressed. */
  pageEditAt: (id: string, blockId: string, did: string) =>
    `/portfolio/pages/${id}/edit?at=${blockId}&did=${did}#part-${blockId}`,
  pageDraft: (id: string) => `/portfolio/pages/${id}/draft`,
  pagePreview: (id: string) => `/portfolio/pages/${id}/preview`,
  pageAdd: (id: string, kind: string, after?: string) =>
    after ? `/portfolio/pages/${id}/add/${kind}?after=${after}` : `/portfolio/pages/${id}/add/${kind}`,
  pageConflicts: (id: string) => `/portfolio/pages/${id}/conflicts`,
  pageRemoval: (id: string) => `/portfolio/pages/${id}/removal`,
  pageRestoration: (id: string) => `/portfolio/pages/${id}/restoration`,
  pageVersion: (id: string, version: number) => `/portfolio/pages/${id}/versions/${version}`,
  pageVersionRestoration: (id: string, version: number) =>
    `/portfolio/pages/${id}/versions/${version}/restoration`,
  pagePublication: (id: string) => `/portfolio/pages/${id}/publication`,
  shares: () => '/shares',
  shareNew: (pageId: string) => `/shares/new/${pageId}`,
  recordShareNew: () => '/shares/record',
  recordShareNewOf: (kind: string) => `/shares/record/${kind}`,
  share: (id: string) => `/shares/${id}`,
  shareEnd: (id: string) => `/shares/${id}/end`,
  shareLinkNew: (id: string) => `/shares/${id}/link`,
  sharedWithMe: () => '/shared-with-me',
  sharedWithMeOne: (id: string) => `/shared-with-me/${id}`,
  sharedWithMeOpening: (id: string) => `/shared-with-me/${id}/opening`,
  sharedWithMeLine: (id: string, blockId: string) => `/shared-with-me/${id}/lines/${blockId}`,
  sharedWithMeFile: (id: string, fileToken: string) => `/shared-with-me/${id}/files/${fileToken}`,
  sharedWithMeBundle: (id: string) => `/shared-with-me/${id}/bundle`,
  sharedRecord: (id: string) => `/shared-with-me/records/${id}`,
  sharedRecordOpening: (id: string) => `/shared-with-me/records/${id}/opening`,
  sharedWithOrganisation: (organisationId: string) => `/organisations/${organisationId}/shared`,
  sharedRecordAt: (organisationId: string, id: string) => `/organisations/${organisationId}/shared/${id}`,
  sharedRecordAtOpening: (organisationId: string, id: string) =>
    `/organisations/${organisationId}/shared/${id}/opening`,
  link: (token: string) => `/s/${token}`,
  linkOpening: (token: string) => `/s/${token}/opening`,
  linkLine: (token: string, blockId: string) => `/s/${token}/lines/${blockId}`,
  linkFile: (token: string, fileToken: string) => `/s/${token}/files/${fileToken}`,
  linkBundle: (token: string) => `/s/${token}/bundle`,
  /** On the origin of files only. */
  sharedFile: (ticket: string) => `/files/${ticket}`,
  verify: () => '/verify',
  logs: () => '/log',
  log: (id: string) => `/log/${id}`,
  logCheckpoint: (id: string) => `/log/${id}/checkpoint`,
  logKey: (id: string) => `/log/${id}/key`,
  logCosignature: (id: string) => `/log/${id}/cosignature`,
  logTile: (id: string, tile: string) => `/log/${id}/tile/${tile}`,
  logBatch: (id: string, index: string) => `/log/${id}/batch/${index}`,
  api: () => '/api',
  apiDocument: () => '/api/openapi.json',
  organisation: (id: string) => `/organisations/${id}`,
  institutions: () => '/institutions',
  institution: (id: string) => `/institutions/${id}`,
  organisationMembers: (id: string) => `/organisations/${id}/members`,
  memberRole: (id: string, membershipId: string) => `/organisations/${id}/members/${membershipId}/role`,
  memberEnd: (id: string, membershipId: string) => `/organisations/${id}/members/${membershipId}/end`,
  invitationWithdrawal: (id: string, invitationId: string) =>
    `/organisations/${id}/invitations/${invitationId}/withdrawal`,
  membershipEnd: (id: string) => `/account/memberships/${id}/end`,
  invitationAnswer: (id: string) => `/account/invitations/${id}/answer`,
  batches: (organisationId: string) => `/organisations/${organisationId}/results`,
  batchNew: (organisationId: string) => `/organisations/${organisationId}/results/new`,
  batch: (organisationId: string, id: string) => `/organisations/${organisationId}/results/${id}`,
  batchPublication: (organisationId: string, id: string) =>
    `/organisations/${organisationId}/results/${id}/publication`,
  batchLoading: (organisationId: string, id: string) =>
    `/organisations/${organisationId}/results/${id}/loading`,
  batchTotals: (organisationId: string, id: string) =>
    `/organisations/${organisationId}/results/${id}/totals`,
  batchTotalsFile: (organisationId: string, id: string) =>
    `/organisations/${organisationId}/results/${id}/totals.csv`,
  batchReport: (organisationId: string, id: string) =>
    `/organisations/${organisationId}/results/${id}/report.csv`,
  resultsFind: (organisationId: string) => `/organisations/${organisationId}/results/find`,
  issuedResult: (organisationId: string, eventId: string) =>
    `/organisations/${organisationId}/results/events/${eventId}`,
  issuedResultCorrection: (organisationId: string, eventId: string) =>
    `/organisations/${organisationId}/results/events/${eventId}/correction`,
  issuedResultWithdrawal: (organisationId: string, eventId: string) =>
    `/organisations/${organisationId}/results/events/${eventId}/withdrawal`,
  heldRows: (organisationId: string) => `/organisations/${organisationId}/held-results`,
  heldRow: (organisationId: string, eventId: string) =>
    `/organisations/${organisationId}/held-results/${eventId}`,
  heldDecision: (organisationId: string, eventId: string) =>
    `/organisations/${organisationId}/held-results/${eventId}/decision`,
  heldUndoing: (organisationId: string, eventId: string) =>
    `/organisations/${organisationId}/held-results/${eventId}/undoing`,
  learners: (organisationId: string) => `/organisations/${organisationId}/learners`,
  lookUps: (organisationId: string) => `/organisations/${organisationId}/learners/look-ups`,
  lookUp: (organisationId: string, id: string) => `/organisations/${organisationId}/learners/look-ups/${id}`,
  /** The record of a learner on a list: opening it is a POST, what was opened has an address of its own. */
  recordLookUps: (organisationId: string, lookUpId: string) =>
    `/organisations/${organisationId}/learners/look-ups/${lookUpId}/records`,
  learnerRecord: (organisationId: string, id: string) =>
    `/organisations/${organisationId}/learners/records/${id}`,
  learnerRecordLine: (organisationId: string, id: string, eventId: string) =>
    `/organisations/${organisationId}/learners/records/${id}/${eventId}`,
  enrolmentEnd: (organisationId: string, learnerId: string) =>
    `/organisations/${organisationId}/learners/${learnerId}/enrolment-end`,
  learnerNew: (organisationId: string) => `/organisations/${organisationId}/learners/new`,
  learnerSearch: (organisationId: string) => `/organisations/${organisationId}/learners/search`,
  numberCheck: (organisationId: string) => `/organisations/${organisationId}/learners/number`,
  learnerDetails: (organisationId: string, learnerId: string) =>
    `/organisations/${organisationId}/learners/${learnerId}/details`,
  learnerShield: (organisationId: string, learnerId: string) =>
    `/organisations/${organisationId}/learners/${learnerId}/shield`,
  merges: (organisationId: string) => `/organisations/${organisationId}/merges`,
  mergeDecision: (organisationId: string, id: string) =>
    `/organisations/${organisationId}/merges/${id}/decision`,
  unmerging: (organisationId: string, id: string) => `/organisations/${organisationId}/merges/${id}/undoing`,
  cohorts: (organisationId: string) => `/organisations/${organisationId}/classes`,
  classListNew: (organisationId: string) => `/organisations/${organisationId}/classes/lists/new`,
  classList: (organisationId: string, id: string) => `/organisations/${organisationId}/classes/lists/${id}`,
  classListEnrolment: (organisationId: string, id: string) =>
    `/organisations/${organisationId}/classes/lists/${id}/enrolment`,
  joinCodes: (organisationId: string) => `/organisations/${organisationId}/classes/codes`,
  joinCodeEnd: (organisationId: string, id: string) =>
    `/organisations/${organisationId}/classes/codes/${id}/end`,
  joiningDecision: (organisationId: string, id: string) =>
    `/organisations/${organisationId}/classes/joinings/${id}/decision`,
  registrations: (organisationId: string) => `/organisations/${organisationId}/registrations`,
  registrationNew: (organisationId: string) => `/organisations/${organisationId}/registrations/new`,
  registration: (organisationId: string, id: string) =>
    `/organisations/${organisationId}/registrations/${id}`,
  registrationStart: (organisationId: string, id: string) =>
    `/organisations/${organisationId}/registrations/${id}/start`,
  registrationOutput: (organisationId: string, id: string) =>
    `/organisations/${organisationId}/registrations/${id}/output`,
  registrationRow: (organisationId: string, id: string, row: number | string) =>
    `/organisations/${organisationId}/registrations/${id}/rows/${row}`,
  claimCodes: (organisationId: string) => `/organisations/${organisationId}/claim-codes`,
  claims: (organisationId: string) => `/organisations/${organisationId}/claims`,
  claimDecision: (organisationId: string, id: string) =>
    `/organisations/${organisationId}/claims/${id}/decision`,
  claimUndo: (organisationId: string, id: string) => `/organisations/${organisationId}/claims/${id}/undoing`,
  challengeWork: (organisationId: string) => `/organisations/${organisationId}/challenges`,
  challengeAtWork: (organisationId: string, id: string) =>
    `/organisations/${organisationId}/challenges/${id}`,
  challengeTakeUp: (organisationId: string, id: string) =>
    `/organisations/${organisationId}/challenges/${id}/take-up`,
  challengeUphold: (organisationId: string, id: string) =>
    `/organisations/${organisationId}/challenges/${id}/upholding`,
  challengeReject: (organisationId: string, id: string) =>
    `/organisations/${organisationId}/challenges/${id}/rejection`,
  challengeRaisedWithdrawal: (organisationId: string, id: string) =>
    `/organisations/${organisationId}/challenges/${id}/withdrawal`,
  challengeOfLearner: (organisationId: string, learnerId: string) =>
    `/organisations/${organisationId}/learners/${learnerId}/challenge`,
  challengeLineOfLearner: (organisationId: string, learnerId: string, eventId: string) =>
    `/organisations/${organisationId}/learners/${learnerId}/events/${eventId}/challenge`,
  operator: () => '/operator',
  operatorOrganisationNew: () => '/operator/organisations/new',
  operatorOrganisation: (id: string) => `/operator/organisations/${id}`,
  operatorAdministrator: (id: string) => `/operator/organisations/${id}/administrator`,
  operatorProviders: () => '/operator/providers',
  operatorProposals: (id: string) => `/operator/organisations/${id}/proposals`,
  operatorProposalAnswer: (id: string, proposalId: string) =>
    `/operator/organisations/${id}/proposals/${proposalId}/answer`,
  operatorPurposeEnd: (id: string) => `/operator/organisations/${id}/purposes/end`,
  operatorAdmissionEnd: (id: string) => `/operator/organisations/${id}/admissions/end`,
  operatorClosing: (id: string) => `/operator/organisations/${id}/closing`,
  operatorLookUps: () => '/operator/look-ups',
  operatorLookUpsLifting: (id: string) => `/operator/look-ups/${id}/lifting`,
  operatorRecoveries: () => '/operator/recoveries',
  operatorRecoveryEnd: (id: string) => `/operator/recoveries/${id}/end`,
  keptMail: () => '/mail',
  about: () => '/about',
  accessibility: () => '/accessibility',
  privacy: () => '/privacy',
  issuerDocument: (organisationId: string) => `/issuers/${organisationId}/did.json`,
  statusList: (id: string) => `/status/${id}`,
  seriesList: (organisationId: string) => `/organisations/${organisationId}/series`,
  seriesOne: (organisationId: string, id: string) => `/organisations/${organisationId}/series/${id}`,
  seriesRelease: (organisationId: string, id: string) =>
    `/organisations/${organisationId}/series/${id}/release`,
  seriesEntries: (organisationId: string, id: string) =>
    `/organisations/${organisationId}/series/${id}/entries`,
  seriesEntryMoves: (organisationId: string, id: string) =>
    `/organisations/${organisationId}/series/${id}/entries/moves`,
  exams: (organisationId: string) => `/organisations/${organisationId}/exams`,
  examEntries: (organisationId: string, seriesId: string) =>
    `/organisations/${organisationId}/exams/${seriesId}`,
  examEntryFiles: (organisationId: string, seriesId: string) =>
    `/organisations/${organisationId}/exams/${seriesId}/files`,
  examEntryNew: (organisationId: string, seriesId: string) =>
    `/organisations/${organisationId}/exams/${seriesId}/entries`,
  examEntrySubmission: (organisationId: string, seriesId: string) =>
    `/organisations/${organisationId}/exams/${seriesId}/submission`,
  examEntryWithdrawal: (organisationId: string, seriesId: string, entryId: string) =>
    `/organisations/${organisationId}/exams/${seriesId}/entries/${entryId}/withdrawal`,
  examResults: (organisationId: string, seriesId: string) =>
    `/organisations/${organisationId}/exams/${seriesId}/results`,
  operatorCentres: () => '/operator/centres',
  operatorCentreEnd: () => '/operator/centres/end',
  operatorQualifications: () => '/operator/qualifications',
  operatorGradingSchemes: () => '/operator/qualifications/grading-schemes',
  qualifications: () => '/qualifications',
  qualification: (number: string) => `/qualifications/${number}`,
} as const
