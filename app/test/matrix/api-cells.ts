import type { CastName } from '../../src/commands/seed/cast.ts'
import { type MatrixRole, roles, type Things } from './world.ts'

/** What the API answers, seen from outside. */
export type ApiOutcome = 'ok' | 'notFound' | 'forbidden' | 'unauthenticated'

/** An operation of the document, with a body that is right: only the permission can refuse it. */
export interface ApiCell {
  readonly parameters?: (things: Things) => Readonly<Record<string, string>>
  readonly body?: (things: Things) => unknown
  readonly outcome: (role: MatrixRole) => ApiOutcome
}

function only(allowed: readonly CastName[], forbidden: readonly CastName[] = []) {
  return (role: MatrixRole): ApiOutcome => {
    if (role === 'visitor') return 'unauthenticated'
    if (allowed.includes(role)) return 'ok'
    return forbidden.includes(role) ? 'forbidden' : 'notFound'
  }
}

const everybody = { outcome: (): ApiOutcome => 'ok' }
const signedIn = only(roles.filter((role) => role !== 'visitor'))
const amina = only(['amina'])
const issuer = only(['helen'])
const readers = only(['carys', 'tom', 'priya'])
const owners = only(['amina', 'gethin'])
const examsOfficer = only(['carys'], ['tom', 'priya'])
const registrar = only(['carys'], ['tom', 'priya'])

const purpose = 'Checking the list'
const described = { givenName: 'New', familyName: 'Comer', birthDate: '2008-01-01' }
const ownLearner = ({ harbour: organisationId, learner: id }: Things) => ({ organisationId, id })
const aMerge = ({ harbour: organisationId, merge: id }: Things) => ({ organisationId, id })
const item = ({ item: id }: Things) => ({ id })
const page = ({ page: id }: Things) => ({ id })
const version = ({ page: id }: Things) => ({ id, version: '1' })
const share = ({ share: id }: Things) => ({ id })
const shownToGuardian = ({ guardianShare: id }: Things) => ({ id })
const atMeridian = ({ meridian: organisationId }: Things) => ({ organisationId })
const aHeldRow = ({ meridian: organisationId, heldRow: id }: Things) => ({ organisationId, id })
const ofSeries = ({ meridian: organisationId, series: id }: Things) => ({ organisationId, id })
const ofExams = ({ harbour: organisationId, series: id }: Things) => ({ organisationId, id })
const atHarbour = ({ harbour: organisationId }: Things) => ({ organisationId })
const challenge = ({ challenge: id }: Things) => ({ id })
const toAnswer = ({ meridian: organisationId, challenge: id }: Things) => ({ organisationId, id })
const registrationFile = ({ harbour: organisationId, registrationFile: id }: Things) => ({
  organisationId,
  id,
})
const classList = ({ harbour: organisationId, classList: id }: Things) => ({ organisationId, id })
const newcomer = { givenName: 'Ada', familyName: 'Moss', birthDate: '2010-05-04', cohort: '2026' }

/** By the operation's id, reading before changing and ends last; each issue adds its own. */
export const apiCells: Readonly<Record<string, ApiCell>> = {
  listProviders: everybody,
  verifyDocument: { ...everybody, body: () => ({}) },
  getMe: { outcome: signedIn },
  listActivity: { outcome: signedIn },
  listRecord: { outcome: signedIn },
  listClaims: { outcome: signedIn },
  listChallenges: { outcome: signedIn },
  listItems: { outcome: signedIn },
  listPages: { outcome: signedIn },
  listShares: { outcome: signedIn },
  listSharedWithMe: { outcome: signedIn },
  createItem: {
    outcome: signedIn,
    body: () => ({ kind: 'entry', title: 'Tides', language: 'en', happened: 'It rose.' }),
  },
  createPage: { outcome: signedIn, body: () => ({ title: 'A page' }) },
  addFile: { outcome: signedIn },
  importLeap2a: { outcome: signedIn },
  exportLeap2a: { outcome: signedIn },
  exportHtml: { outcome: signedIn },

  getChallenge: { outcome: amina, parameters: challenge },
  listChallengesToAnswer: { outcome: issuer, parameters: atMeridian },
  getChallengeToAnswer: { outcome: issuer, parameters: toAnswer },
  createChallenge: {
    outcome: amina,
    body: ({ event: eventId }) => ({ kind: 'notMine', eventId, said: 'This result is not mine.' }),
  },
  createChallengeOfLearner: {
    outcome: registrar,
    parameters: atHarbour,
    body: ({ learner: learnerId, event: eventId }) => ({
      learnerId,
      challenge: { kind: 'incorrect', eventId, said: 'The slip says another grade.' },
    }),
  },
  takeUpChallenge: { outcome: issuer, parameters: toAnswer },
  upholdChallenge: {
    outcome: issuer,
    parameters: toAnswer,
    body: () => ({ reason: 'Withdrawn', remedy: { kind: 'withdraw' } }),
  },
  rejectChallenge: { outcome: issuer, parameters: toAnswer, body: () => ({ reason: 'It was right.' }) },
  withdrawChallengeOfLearner: {
    outcome: only([], ['tom', 'priya']),
    parameters: ({ harbour: organisationId, challenge: id }) => ({ organisationId, id }),
  },
  withdrawChallenge: { outcome: amina, parameters: challenge },
  getRecordLine: { outcome: amina, parameters: ({ event: id }) => ({ id }) },
  getItem: { outcome: amina, parameters: item },
  getFile: { outcome: amina, parameters: ({ picture: id }) => ({ id }) },
  getFilePreview: { outcome: amina, parameters: ({ picture: id }) => ({ id }) },
  getPage: { outcome: amina, parameters: page },
  listPageVersions: { outcome: amina, parameters: page },
  getPageVersion: { outcome: amina, parameters: version },
  getShare: { outcome: amina, parameters: share },
  changeItem: {
    outcome: amina,
    parameters: item,
    body: () => ({ version: 1, title: 'Changed', language: 'en', happened: 'It fell.' }),
  },
  relateItems: {
    outcome: amina,
    parameters: item,
    body: ({ picture }) => ({ relation: 'has_evidence', otherId: picture }),
  },
  unrelateItems: {
    outcome: amina,
    parameters: ({ item: id, picture }) => ({ id, relation: 'has_evidence', otherId: picture }),
  },
  saveDraft: {
    outcome: amina,
    parameters: page,
    body: () => ({ revision: 1, title: 'Changed', language: 'en', blocks: [] }),
  },
  restorePageVersion: { outcome: amina, parameters: version },
  publishPage: { outcome: amina, parameters: page, body: () => ({}) },
  createShare: {
    outcome: amina,
    body: ({ page: pageId }) => ({ pageId, audience: 'link', recipient: 'Acme', purpose: 'test' }),
  },

  // Before it is opened, a conflict says that it has to be
  getShared: { outcome: only(['sian']), parameters: shownToGuardian },
  getSharedFile: {
    outcome: only(['sian']),
    parameters: ({ guardianShare: id, lineBlock: blockId }) => ({ id, blockId }),
  },
  takeBundle: { outcome: only(['sian']), parameters: shownToGuardian },
  openShared: { outcome: only(['sian']), parameters: shownToGuardian },

  searchQualifications: everybody,
  getQualification: { ...everybody, parameters: () => ({ number: '6031457X' }) },
  listGradingSchemes: everybody,
  listHeldResults: { outcome: issuer, parameters: atMeridian },
  getHeldResult: { outcome: issuer, parameters: aHeldRow },
  compareHeldResult: { outcome: issuer, parameters: aHeldRow, body: () => ({}) },
  undoHeldResult: {
    outcome: issuer,
    parameters: aHeldRow,
    body: () => ({ reason: 'It was not she after all', seen: '0.1' }),
  },
  decideHeldResult: {
    outcome: issuer,
    parameters: aHeldRow,
    body: () => ({ decision: 'none', reason: 'The centre says that it is not she', seen: '0.1' }),
  },
  listSeries: { outcome: issuer, parameters: atMeridian },
  openSeries: { outcome: issuer, parameters: atMeridian, body: () => ({ series: 'June 2031' }) },
  listSeriesEntries: { outcome: issuer, parameters: ofSeries },
  appointRelease: { outcome: issuer, parameters: ofSeries, body: () => ({ at: '2099-08-20T07:00:00Z' }) },
  moveEntries: { outcome: issuer, parameters: ofSeries, body: () => ({ to: 'sat' }) },
  listExams: { outcome: examsOfficer, parameters: atHarbour },
  listOwnEntries: { outcome: examsOfficer, parameters: ofExams },
  getCentreResults: { outcome: examsOfficer, parameters: ofExams },
  sendEntries: { outcome: examsOfficer, parameters: ofExams },
  submitEntries: { outcome: examsOfficer, parameters: ofExams },
  withdrawEntry: {
    outcome: examsOfficer,
    parameters: ofExams,
    body: ({ examEntry: entryId }) => ({ entryId }),
  },
  listResultsFiles: { outcome: issuer, parameters: atMeridian },
  getResultsFile: {
    outcome: issuer,
    parameters: ({ meridian: organisationId, hiddenBatch: id }) => ({ organisationId, id }),
  },
  getResultsTotals: {
    outcome: issuer,
    parameters: ({ meridian: organisationId, hiddenBatch: id }) => ({ organisationId, id }),
  },
  declareResultsTotals: {
    outcome: issuer,
    parameters: ({ meridian: organisationId, hiddenBatch: id }) => ({ organisationId, id }),
  },
  searchResults: { outcome: issuer, parameters: atMeridian, body: () => ({ uln: '8228186621' }) },
  getIssuedResult: {
    outcome: issuer,
    parameters: ({ meridian: organisationId, event: id }) => ({ organisationId, id }),
  },
  loadResultsFile: { outcome: issuer, parameters: atMeridian },
  listCohorts: { outcome: readers, parameters: atHarbour },
  openLearnerRecord: {
    outcome: readers,
    parameters: ({ harbour: organisationId, learner: id }) => ({ organisationId, id }),
    body: () => ({ purpose: 'teaching' }),
  },
  getLearnerRecord: {
    outcome: only(['carys']),
    parameters: ({ harbour: organisationId, recordLookUp: id }) => ({ organisationId, id }),
  },
  getSharingChoice: { outcome: owners },
  chooseSharing: { outcome: owners, body: () => ({ choice: 'no' }) },
  shareRecord: {
    outcome: owners,
    body: ({ harbour: organisationId }) => ({
      what: { kind: 'everything' },
      to: { audience: 'organisation', organisationId },
      purpose: 'test',
    }),
  },
  openSharedRecord: { outcome: only(['sian']), parameters: ({ sharedWithSian: id }) => ({ id }) },
  getSharedRecord: { outcome: only(['sian']), parameters: ({ sharedWithSian: id }) => ({ id }) },
  listSharedWithOrganisation: { outcome: readers, parameters: atHarbour },
  openSharedWithOrganisation: {
    outcome: readers,
    parameters: ({ harbour: organisationId, sharedAtHarbour: id }) => ({ organisationId, id }),
  },
  getSharedWithOrganisation: {
    outcome: readers,
    parameters: ({ harbour: organisationId, sharedAtHarbour: id }) => ({ organisationId, id }),
  },
  getLookUp: {
    outcome: only(['carys']),
    parameters: ({ harbour: organisationId, lookUp: id }) => ({ organisationId, id }),
  },
  listClaimsToDecide: { outcome: registrar, parameters: atHarbour },
  lookUpLearners: {
    outcome: readers,
    parameters: atHarbour,
    body: () => ({ purpose: 'teaching' }),
  },
  registerLearner: {
    outcome: registrar,
    parameters: atHarbour,
    body: () => ({ ...newcomer, uln: '3056734060' }),
  },
  enrolLearner: {
    outcome: registrar,
    parameters: atHarbour,
    body: () => ({ ...newcomer, uln: '3056734060' }),
  },
  makeClaimCodes: { outcome: registrar, parameters: atHarbour, body: () => ({ cohort: '2026' }) },
  searchRegister: { outcome: registrar, parameters: atHarbour, body: () => ({ ...described, purpose }) },
  findByNumber: {
    outcome: registrar,
    parameters: atHarbour,
    body: () => ({ uln: '3056734060', givenName: 'New', familyName: 'Comer', purpose }),
  },
  verifyNumber: {
    outcome: registrar,
    parameters: atHarbour,
    body: () => ({ uln: '3056734060', givenName: 'New', familyName: 'Comer', purpose }),
  },
  getLearnerDetails: { outcome: registrar, parameters: ownLearner },
  updateLearner: { outcome: registrar, parameters: ownLearner, body: () => ({ ...described, version: 9 }) },
  shieldLearner: { outcome: registrar, parameters: ownLearner, body: () => ({ shielded: false }) },
  listMerges: { outcome: registrar, parameters: atHarbour },
  proposeMerge: {
    outcome: registrar,
    parameters: atHarbour,
    body: () => ({ uln: '3056734060', otherUln: '8228186621', reason: 'Registered twice over' }),
  },
  decideMerge: { outcome: registrar, parameters: aMerge, body: () => ({ decision: 'refused' }) },
  unmerge: { outcome: registrar, parameters: aMerge, body: () => ({ reason: 'They are two people' }) },
  listMergeQuestions: { outcome: signedIn },
  answerMergeQuestion: {
    outcome: only([]),
    parameters: ({ merge: id }) => ({ id }),
    body: () => ({ isMe: true }),
  },

  listRegistrationFiles: { outcome: registrar, parameters: atHarbour },
  sendRegistrationFile: { outcome: registrar, parameters: atHarbour },
  getRegistrationFile: { outcome: registrar, parameters: registrationFile },
  getRegistrationOutput: { outcome: registrar, parameters: registrationFile },
  compareRegistrationRow: {
    outcome: registrar,
    parameters: (things) => ({ ...registrationFile(things), row: '3' }),
  },
  decideRegistrationRow: {
    outcome: registrar,
    parameters: (things) => ({ ...registrationFile(things), row: '3' }),
    body: () => ({ decision: 'aside', reason: 'Nobody knows who this is' }),
  },
  startRegistrationFile: { outcome: registrar, parameters: registrationFile },
  listClasses: { outcome: registrar, parameters: atHarbour },
  checkClassList: { outcome: registrar, parameters: atHarbour },
  getClassList: { outcome: registrar, parameters: classList },
  enrolClassList: { outcome: registrar, parameters: classList },
  makeJoinCode: { outcome: registrar, parameters: atHarbour, body: () => ({ cohort: '2026', days: 7 }) },
  listOwnClasses: { outcome: signedIn },
  joinClass: {
    // Most have no record to join with: told so, not refused
    outcome: signedIn,
    body: ({ joinCode: code }) => ({ code }),
  },

  // What ends or withdraws
  decideJoining: {
    outcome: registrar,
    parameters: ({ harbour: organisationId, joining: id }) => ({ organisationId, id }),
    body: () => ({ decision: 'confirm' }),
  },
  leaveClass: { outcome: amina, parameters: ({ joining: id }) => ({ id }) },
  endJoinCode: {
    outcome: registrar,
    parameters: ({ harbour: organisationId, joinCodeId: id }) => ({ organisationId, id }),
  },
  createClaim: {
    outcome: signedIn,
    body: () => ({ uln: '8884237784', code: 'K7Q2-M4XA-09ZC-TBHE' }),
  },
  correctResult: {
    outcome: issuer,
    parameters: ({ meridian: organisationId, event: id }) => ({ organisationId, id }),
    body: () => ({ grade: 'B', awardDate: '2026-08-13', status: 'final', reason: 'Remarked' }),
  },
  withdrawResult: {
    outcome: issuer,
    parameters: ({ meridian: organisationId, event: id }) => ({ organisationId, id }),
    body: () => ({ reason: 'Entered twice' }),
  },
  loadCheckedResults: {
    outcome: issuer,
    parameters: ({ meridian: organisationId, hiddenBatch: id }) => ({ organisationId, id }),
    body: () => ({}),
  },
  publishResultsFile: {
    outcome: issuer,
    parameters: ({ meridian: organisationId, hiddenBatch: id }) => ({ organisationId, id }),
    body: () => ({}),
  },
  endEnrolment: {
    outcome: registrar,
    parameters: ({ harbour: organisationId, learner: id }) => ({ organisationId, id }),
    body: () => ({ cohort: '2026' }),
  },
  decideClaim: {
    outcome: registrar,
    parameters: ({ harbour: organisationId, claim: id }) => ({ organisationId, id }),
    body: () => ({ decision: 'refused' }),
  },
  undoClaim: {
    outcome: registrar,
    parameters: ({ harbour: organisationId, claim: id }) => ({ organisationId, id }),
    body: () => ({ reason: 'Somebody else' }),
  },
  removeItem: { outcome: amina, parameters: item },
  restoreItem: { outcome: amina, parameters: item },
  replaceLink: { outcome: amina, parameters: share },
  stopShare: { outcome: amina, parameters: share },
  removePage: { outcome: amina, parameters: page },
  restorePage: { outcome: amina, parameters: page },
}
