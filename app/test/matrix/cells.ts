import type { CastName } from '../../src/commands/seed/cast.ts'
import { paths } from '../../src/paths.ts'
import { type MatrixRole, roles, type Things } from './world.ts'

/**
 * What a verb answers, seen from outside. `ok`: it is theirs to do (also when the input is refused or it clashes with
 * what is there). `notFound`: they may not know of it. `forbidden`: they see it, the verb is not theirs. `signIn`: sent
 * to sign in. `gone`: it was shown once.
 */
export type Outcome = 'ok' | 'notFound' | 'forbidden' | 'signIn' | 'gone'

/** A thing and an action, and what each role gets. Each issue adds its own lines. */
export interface Cell {
  readonly route: string
  readonly method: 'GET' | 'POST'
  readonly path: (things: Things) => string
  readonly fields?: Readonly<Record<string, string>>
  readonly outcome: (role: MatrixRole) => Outcome
}

interface Rule {
  readonly allowed: readonly CastName[]
  readonly forbidden?: readonly CastName[]
}

/** Whoever is not named learns nothing; signed out is sent to sign in. */
function only({ allowed, forbidden = [] }: Rule): (role: MatrixRole) => Outcome {
  return (role) => {
    if (role === 'visitor') return 'signIn'
    if (allowed.includes(role)) return 'ok'
    return forbidden.includes(role) ? 'forbidden' : 'notFound'
  }
}

const signedIn = only({ allowed: roles.filter((role) => role !== 'visitor') })
const everybody = (): Outcome => 'ok'
const gone = (): Outcome => 'gone'
const amina = only({ allowed: ['amina'] })
const guardian = only({ allowed: ['sian'] })
const operator = only({ allowed: ['olu', 'nia'] })
const issuer = only({ allowed: ['helen'] })
const examsOfficer = only({ allowed: ['carys'], forbidden: ['tom', 'priya'] })
const registrar = only({ allowed: ['carys'], forbidden: ['tom', 'priya'] })
const administrator = only({ allowed: [], forbidden: ['tom', 'priya', 'carys'] })
const classKeeper = only({ allowed: ['carys'], forbidden: ['tom', 'priya'] })
const readers = only({ allowed: ['carys', 'tom', 'priya'] })
const carys = only({ allowed: ['carys'] })
const owners = only({ allowed: ['amina', 'gethin'] })
const staff = only({ allowed: ['tom', 'priya', 'carys'] })

type Path = (things: Things) => string
const get = (route: string, path: Path, outcome: Cell['outcome']): Cell => ({
  route,
  method: 'GET',
  path,
  outcome,
})
const post = (
  route: string,
  path: Path,
  outcome: Cell['outcome'],
  fields: Record<string, string> = {},
): Cell => ({ route, method: 'POST', path, outcome, fields })

const eventOf = ({ event }: Things) => event

/** Reading first, then changing, so that what is there is there for all; ends come last. */
export const cells: readonly Cell[] = [
  // For everybody
  ...[paths.home(), paths.about(), paths.privacy(), paths.accessibility(), paths.verify(), paths.logs()].map(
    (path) => get(path, () => path, everybody),
  ),
  get(paths.log(':id'), ({ meridian }) => paths.log(meridian), everybody),
  get(paths.institutions(), () => paths.institutions(), everybody),
  get(paths.institution(':id'), ({ meridian }) => paths.institution(meridian), everybody),
  get(paths.qualifications(), () => paths.qualifications(), everybody),
  get(paths.qualification(':number'), () => paths.qualification('6031457X'), everybody),
  get(paths.issuerDocument(':id'), ({ meridian }) => paths.issuerDocument(meridian), everybody),

  // One's own account
  ...[
    paths.account(),
    paths.accountAddresses(),
    paths.accountPassword(),
    paths.accountRecoveryCodes(),
    paths.accountSessions(),
    paths.accountPreferences(),
    paths.accountTokens(),
    paths.accountMemberships(),
    paths.accountActivity(),
    paths.record(),
    paths.claim(),
    paths.join(),
    paths.ownClasses(),
    paths.portfolio(),
    paths.pages(),
    paths.pageNew(),
    paths.walletCredentials(),
    paths.portfolioImport(),
    paths.portfolioExport(),
    paths.shares(),
    paths.sharedWithMe(),
  ].map((path) => get(path, () => path, signedIn)),
  get(paths.itemNew(':kind'), () => paths.itemNew('entry'), signedIn),
  ...[
    paths.walletCredentials(),
    paths.portfolioImport(),
    paths.portfolioImportConfirmation(),
    paths.portfolioImportRemoval(),
    paths.portfolioExportFile(),
  ].map((path) => post(path, () => path, signedIn)),

  // The operator's
  get(paths.operator(), () => paths.operator(), operator),
  get(paths.operatorOrganisationNew(), () => paths.operatorOrganisationNew(), operator),
  get(paths.operatorOrganisation(':id'), ({ harbour }) => paths.operatorOrganisation(harbour), operator),
  get(paths.operatorClosing(':id'), ({ harbour }) => paths.operatorClosing(harbour), operator),
  post(paths.operatorOrganisationNew(), () => paths.operatorOrganisationNew(), operator),
  post(paths.operatorAdministrator(':id'), ({ harbour }) => paths.operatorAdministrator(harbour), operator),
  get(paths.operatorProviders(), () => paths.operatorProviders(), operator),
  post(paths.operatorProviders(), () => paths.operatorProviders(), operator),
  post(paths.operatorProposals(':id'), ({ harbour }) => paths.operatorProposals(harbour), operator),
  post(
    paths.operatorProposalAnswer(':id', ':proposal'),
    ({ meridian, proposal }) => paths.operatorProposalAnswer(meridian, proposal),
    only({ allowed: ['nia'], forbidden: ['olu'] }),
    { answer: 'confirm' },
  ),
  post(paths.operatorPurposeEnd(':id'), ({ harbour }) => paths.operatorPurposeEnd(harbour), operator),
  post(paths.operatorAdmissionEnd(':id'), ({ harbour }) => paths.operatorAdmissionEnd(harbour), operator),
  get(paths.operatorRecoveries(), () => paths.operatorRecoveries(), operator),
  get(paths.operatorCentres(), () => paths.operatorCentres(), operator),
  post(paths.operatorCentres(), () => paths.operatorCentres(), operator),
  post(paths.operatorCentreEnd(), () => paths.operatorCentreEnd(), operator),
  get(paths.operatorQualifications(), () => paths.operatorQualifications(), operator),
  post(paths.operatorQualifications(), () => paths.operatorQualifications(), operator),
  post(paths.operatorGradingSchemes(), () => paths.operatorGradingSchemes(), operator),
  post(paths.operatorRecoveries(), () => paths.operatorRecoveries(), operator),

  // Whoever asked for it takes it back
  post(
    paths.operatorRecoveryEnd(':id'),
    ({ recovery }) => paths.operatorRecoveryEnd(recovery),
    only({ allowed: ['olu'] }),
  ),
  post(paths.accountSessionEnd(':id'), ({ session }) => paths.accountSessionEnd(session), amina),
  post(paths.accountTokenEnd(':id'), ({ token }) => paths.accountTokenEnd(token), amina),

  // The record: the learner's own
  get(paths.recordEvent(':id'), (things) => paths.recordEvent(eventOf(things)), amina),
  get(paths.challenges(), () => paths.challenges(), signedIn),
  get(paths.challengeMissing(), () => paths.challengeMissing(), signedIn),
  post(paths.challengeMissing(), () => paths.challengeMissing(), signedIn),
  get(paths.challenge(':id'), ({ challenge }) => paths.challenge(challenge), amina),
  get(paths.challengeLine(':id'), (things) => paths.challengeLine(eventOf(things)), amina),
  get(
    paths.challengeLine(':id'),
    ({ hiddenEvent }) => paths.challengeLine(hiddenEvent),
    only({ allowed: [] }),
  ),
  get(paths.recordEvent(':id'), ({ hiddenEvent }) => paths.recordEvent(hiddenEvent), only({ allowed: [] })),

  // The portfolio: the learner's own
  get(paths.item(':id'), ({ item }) => paths.item(item), amina),
  get(paths.itemEdit(':id'), ({ item }) => paths.itemEdit(item), amina),
  get(paths.itemFile(':id'), ({ picture }) => paths.itemFile(picture), amina),
  get(paths.itemPreview(':id'), ({ picture }) => paths.itemPreview(picture), amina),
  get(paths.walletCredential(':id'), ({ held }) => paths.walletCredential(held), amina),
  get(paths.walletFile(':id'), ({ held }) => paths.walletFile(held), amina),
  get(paths.page(':id'), ({ page }) => paths.page(page), amina),
  get(paths.pageEdit(':id'), ({ page }) => paths.pageEdit(page), amina),
  get(paths.pageAdd(':id', ':kind'), ({ page }) => paths.pageAdd(page, 'record'), amina),
  get(paths.pagePreview(':id'), ({ page }) => paths.pagePreview(page), amina),
  get(paths.pagePublication(':id'), ({ page }) => paths.pagePublication(page), amina),
  get(`${paths.page(':id')}/versions/:version`, ({ page }) => paths.pageVersion(page, 1), amina),
  post(paths.pageDraft(':id'), ({ page }) => paths.pageDraft(page), amina),
  post(paths.pageEdit(':id'), ({ page }) => paths.pageEdit(page), amina),
  post(paths.pageConflicts(':id'), ({ page }) => paths.pageConflicts(page), amina),
  post(paths.pageAdd(':id', ':kind'), ({ page }) => paths.pageAdd(page, 'record'), amina),
  post(paths.itemEdit(':id'), ({ item }) => paths.itemEdit(item), amina),
  post(paths.itemRelations(':id'), ({ item }) => paths.itemRelations(item), amina),
  post(paths.itemRelationEnd(':id'), ({ item }) => paths.itemRelationEnd(item), amina),
  post(paths.pagePublication(':id'), ({ page }) => paths.pagePublication(page), amina),
  post(
    `${paths.page(':id')}/versions/:version/restoration`,
    ({ page }) => paths.pageVersionRestoration(page, 1),
    amina,
  ),

  // Shares: the learner's, and what whoever has a link gets
  get(paths.share(':id'), ({ share }) => paths.share(share), amina),
  get(paths.shareNew(':pageId'), ({ page }) => paths.shareNew(page), amina),
  post(paths.shareNew(':pageId'), ({ page }) => paths.shareNew(page), amina),
  get(paths.link(':token'), ({ liveToken }) => paths.link(liveToken), everybody),
  get(paths.link(':token'), ({ stoppedToken }) => paths.link(stoppedToken), gone),
  get(paths.link(':token'), ({ expiredToken }) => paths.link(expiredToken), gone),
  get(
    paths.link(':token'),
    ({ liveToken }) => paths.link(`${liveToken.slice(0, -2)}AA`),
    () => 'notFound',
  ),
  post(paths.linkOpening(':token'), ({ stoppedToken }) => paths.linkOpening(stoppedToken), gone),
  post(paths.linkOpening(':token'), ({ expiredToken }) => paths.linkOpening(expiredToken), gone),
  post(paths.linkBundle(':token'), ({ stoppedToken }) => paths.linkBundle(stoppedToken), gone),
  get(
    paths.linkLine(':token', ':blockId'),
    ({ stoppedToken, lineBlock }) => paths.linkLine(stoppedToken, lineBlock),
    gone,
  ),
  // Before it is opened everything leads to its open button
  get(
    paths.sharedWithMeLine(':id', ':blockId'),
    ({ guardianShare, lineBlock }) => paths.sharedWithMeLine(guardianShare, lineBlock),
    guardian,
  ),
  get(
    paths.sharedWithMeFile(':id', ':fileToken'),
    ({ guardianShare }) => paths.sharedWithMeFile(guardianShare, 'x'),
    guardian,
  ),
  post(
    paths.sharedWithMeBundle(':id'),
    ({ guardianShare }) => paths.sharedWithMeBundle(guardianShare),
    guardian,
  ),
  get(paths.sharedWithMeOne(':id'), ({ guardianShare }) => paths.sharedWithMeOne(guardianShare), guardian),
  post(
    paths.sharedWithMeOpening(':id'),
    ({ guardianShare }) => paths.sharedWithMeOpening(guardianShare),
    guardian,
  ),

  get(paths.linkFile(':token', ':fileToken'), ({ stoppedToken }) => paths.linkFile(stoppedToken, 'x'), gone),

  // The organisation's: its staff by their roles
  get(paths.organisation(':id'), ({ harbour }) => paths.organisation(harbour), staff),
  get(paths.organisationMembers(':id'), ({ harbour }) => paths.organisationMembers(harbour), administrator),
  post(paths.organisationMembers(':id'), ({ harbour }) => paths.organisationMembers(harbour), administrator),
  get(paths.seriesList(':id'), ({ meridian }) => paths.seriesList(meridian), issuer),
  post(paths.seriesList(':id'), ({ meridian }) => paths.seriesList(meridian), issuer),
  get(paths.seriesOne(':id', ':series'), ({ meridian, series }) => paths.seriesOne(meridian, series), issuer),
  post(
    paths.seriesRelease(':id', ':series'),
    ({ meridian, series }) => paths.seriesRelease(meridian, series),
    issuer,
  ),
  get(
    paths.seriesEntries(':id', ':series'),
    ({ meridian, series }) => paths.seriesEntries(meridian, series),
    issuer,
  ),
  post(
    paths.seriesEntryMoves(':id', ':series'),
    ({ meridian, series }) => paths.seriesEntryMoves(meridian, series),
    issuer,
  ),
  get(paths.exams(':id'), ({ harbour }) => paths.exams(harbour), examsOfficer),
  get(
    paths.examEntries(':id', ':series'),
    ({ harbour, series }) => paths.examEntries(harbour, series),
    examsOfficer,
  ),
  get(
    paths.examResults(':id', ':series'),
    ({ harbour, series }) => paths.examResults(harbour, series),
    examsOfficer,
  ),
  post(
    paths.examEntryFiles(':id', ':series'),
    ({ harbour, series }) => paths.examEntryFiles(harbour, series),
    examsOfficer,
  ),
  post(
    paths.examEntryNew(':id', ':series'),
    ({ harbour, series }) => paths.examEntryNew(harbour, series),
    examsOfficer,
  ),
  post(
    paths.examEntrySubmission(':id', ':series'),
    ({ harbour, series }) => paths.examEntrySubmission(harbour, series),
    examsOfficer,
  ),
  post(
    paths.examEntryWithdrawal(':id', ':series', ':entry'),
    ({ harbour, series, examEntry }) => paths.examEntryWithdrawal(harbour, series, examEntry),
    examsOfficer,
  ),
  get(paths.batches(':id'), ({ meridian }) => paths.batches(meridian), issuer),
  get(paths.batchNew(':id'), ({ meridian }) => paths.batchNew(meridian), issuer),
  get(paths.batch(':id', ':batch'), ({ meridian, batch }) => paths.batch(meridian, batch), issuer),
  get(
    paths.batch(':id', ':batch'),
    ({ meridian, hiddenBatch }) => paths.batch(meridian, hiddenBatch),
    issuer,
  ),
  get(
    paths.batchTotals(':id', ':batch'),
    ({ meridian, hiddenBatch }) => paths.batchTotals(meridian, hiddenBatch),
    issuer,
  ),
  get(
    paths.batchTotalsFile(':id', ':batch'),
    ({ meridian, hiddenBatch }) => paths.batchTotalsFile(meridian, hiddenBatch),
    issuer,
  ),
  get(
    paths.batchReport(':id', ':batch'),
    ({ meridian, hiddenBatch }) => paths.batchReport(meridian, hiddenBatch),
    issuer,
  ),
  get(
    paths.issuedResult(':id', ':event'),
    ({ meridian, event }) => paths.issuedResult(meridian, event),
    issuer,
  ),
  post(paths.resultsFind(':id'), ({ meridian }) => paths.resultsFind(meridian), issuer),
  get(paths.heldRows(':id'), ({ meridian }) => paths.heldRows(meridian), issuer),
  get(paths.heldRow(':id', ':event'), ({ meridian, heldRow }) => paths.heldRow(meridian, heldRow), issuer),
  post(
    paths.heldUndoing(':id', ':event'),
    ({ meridian, heldRow }) => paths.heldUndoing(meridian, heldRow),
    issuer,
    { reason: 'It was not she after all', seen: '0.1' },
  ),
  post(
    paths.heldDecision(':id', ':event'),
    ({ meridian, heldRow }) => paths.heldDecision(meridian, heldRow),
    issuer,
    { decision: 'none', reason: 'The centre says that it is not she', seen: '0.1' },
  ),
  get(paths.learners(':id'), ({ harbour }) => paths.learners(harbour), readers),
  get(paths.learnerNew(':id'), ({ harbour }) => paths.learnerNew(harbour), registrar),
  post(paths.learnerNew(':id'), ({ harbour }) => paths.learnerNew(harbour), registrar),
  get(paths.learnerSearch(':id'), ({ harbour }) => paths.learnerSearch(harbour), registrar),
  post(paths.learnerSearch(':id'), ({ harbour }) => paths.learnerSearch(harbour), registrar),
  get(paths.numberCheck(':id'), ({ harbour }) => paths.numberCheck(harbour), registrar),
  post(paths.numberCheck(':id'), ({ harbour }) => paths.numberCheck(harbour), registrar),
  get(
    paths.learnerDetails(':id', ':learner'),
    ({ harbour, learner }) => paths.learnerDetails(harbour, learner),
    registrar,
  ),
  post(
    paths.learnerDetails(':id', ':learner'),
    ({ harbour, learner }) => paths.learnerDetails(harbour, learner),
    registrar,
  ),
  post(
    paths.learnerShield(':id', ':learner'),
    ({ harbour, learner }) => paths.learnerShield(harbour, learner),
    registrar,
  ),
  get(paths.merges(':id'), ({ harbour }) => paths.merges(harbour), registrar),
  post(paths.merges(':id'), ({ harbour }) => paths.merges(harbour), registrar),
  post(
    paths.mergeDecision(':id', ':merge'),
    ({ harbour, merge }) => paths.mergeDecision(harbour, merge),
    registrar,
    { decision: 'refuse' },
  ),
  post(paths.unmerging(':id', ':merge'), ({ harbour, merge }) => paths.unmerging(harbour, merge), registrar, {
    reason: 'They are two people',
  }),
  get(paths.mergeQuestions(), () => paths.mergeQuestions(), signedIn),
  post(paths.mergeAnswer(':id'), ({ merge }) => paths.mergeAnswer(merge), only({ allowed: [] }), {
    answer: 'yes',
  }),
  post(paths.batchNew(':id'), ({ meridian }) => paths.batchNew(meridian), issuer),
  // A list and a record are open for whoever opened them
  get(paths.lookUp(':id', ':lookUp'), ({ harbour, lookUp }) => paths.lookUp(harbour, lookUp), carys),
  post(
    paths.recordLookUps(':id', ':lookUp'),
    ({ harbour, lookUp }) => paths.recordLookUps(harbour, lookUp),
    (role) => (role === 'carys' ? 'notFound' : carys(role)),
  ),
  get(
    paths.learnerRecord(':id', ':lookUp'),
    ({ harbour, recordLookUp }) => paths.learnerRecord(harbour, recordLookUp),
    carys,
  ),
  get(
    paths.learnerRecordLine(':id', ':lookUp', ':event'),
    ({ harbour, recordLookUp, event }) => paths.learnerRecordLine(harbour, recordLookUp, event),
    carys,
  ),
  get(
    paths.learnerRecordLine(':id', ':lookUp', ':event'),
    ({ harbour, recordLookUp, hiddenEvent }) => paths.learnerRecordLine(harbour, recordLookUp, hiddenEvent),
    only({ allowed: [] }),
  ),
  post(
    paths.invitationWithdrawal(':id', ':invitation'),
    ({ harbour, invitation }) => paths.invitationWithdrawal(harbour, invitation),
    administrator,
  ),
  post(
    paths.invitationAnswer(':invitation'),
    ({ invitation }) => paths.invitationAnswer(invitation),
    only({ allowed: ['erik'] }),
    { answer: 'declined' },
  ),
  post(paths.lookUps(':id'), ({ harbour }) => paths.lookUps(harbour), readers),
  get(paths.operatorLookUps(), () => paths.operatorLookUps(), operator),
  post(
    paths.operatorLookUpsLifting(':id'),
    ({ suspension }) => paths.operatorLookUpsLifting(suspension),
    operator,
  ),

  // The record, shared: the learner's, and what those get to whom it was shown
  get(paths.recordSharing(), () => paths.recordSharing(), owners),
  post(paths.recordSharing(), () => paths.recordSharing(), owners),
  get(paths.recordShareNew(), () => paths.recordShareNew(), owners),
  get(paths.recordShareNewOf(':kind'), () => paths.recordShareNewOf('listed'), owners),
  post(paths.recordShareNewOf(':kind'), () => paths.recordShareNewOf('everything'), owners),
  get(paths.sharedRecord(':id'), ({ sharedWithSian }) => paths.sharedRecord(sharedWithSian), guardian),
  get(
    paths.sharedRecord(':id'),
    ({ sharedAtHarbour }) => paths.sharedRecord(sharedAtHarbour),
    only({ allowed: [] }),
  ),
  post(
    paths.sharedRecordOpening(':id'),
    ({ sharedWithSian }) => paths.sharedRecordOpening(sharedWithSian),
    guardian,
  ),
  get(paths.sharedWithOrganisation(':id'), ({ harbour }) => paths.sharedWithOrganisation(harbour), readers),
  get(
    paths.sharedRecordAt(':id', ':grant'),
    ({ harbour, sharedAtHarbour }) => paths.sharedRecordAt(harbour, sharedAtHarbour),
    readers,
  ),
  get(
    paths.sharedRecordAt(':id', ':grant'),
    ({ harbour, sharedWithSian }) => paths.sharedRecordAt(harbour, sharedWithSian),
    only({ allowed: [] }),
  ),
  post(
    paths.sharedRecordAtOpening(':id', ':grant'),
    ({ harbour, sharedAtHarbour }) => paths.sharedRecordAtOpening(harbour, sharedAtHarbour),
    readers,
  ),
  get(paths.joinWith(':code'), ({ joinCode }) => paths.joinWith(joinCode), signedIn),
  post(paths.join(), () => paths.join(), signedIn),
  // Most have no record to join with: told so, not refused
  post(paths.joinWith(':code'), ({ joinCode }) => paths.joinWith(joinCode), signedIn),
  get(paths.registrations(':id'), ({ harbour }) => paths.registrations(harbour), registrar),
  get(paths.registrationNew(':id'), ({ harbour }) => paths.registrationNew(harbour), registrar),
  post(paths.registrationNew(':id'), ({ harbour }) => paths.registrationNew(harbour), registrar),
  get(
    paths.registration(':id', ':file'),
    ({ harbour, registrationFile }) => paths.registration(harbour, registrationFile),
    registrar,
  ),
  // None of its rows waits for a person, and it is not done: a conflict for whoever may ask
  get(
    paths.registrationRow(':id', ':file', ':row'),
    ({ harbour, registrationFile }) => paths.registrationRow(harbour, registrationFile, 3),
    registrar,
  ),
  post(
    paths.registrationRow(':id', ':file', ':row'),
    ({ harbour, registrationFile }) => paths.registrationRow(harbour, registrationFile, 3),
    registrar,
    { decision: 'aside', reason: 'Nobody knows who this is' },
  ),
  get(
    paths.registrationOutput(':id', ':file'),
    ({ harbour, registrationFile }) => paths.registrationOutput(harbour, registrationFile),
    registrar,
  ),
  post(
    paths.registrationStart(':id', ':file'),
    ({ harbour, registrationFile }) => paths.registrationStart(harbour, registrationFile),
    registrar,
  ),
  get(paths.cohorts(':id'), ({ harbour }) => paths.cohorts(harbour), classKeeper),
  get(paths.classListNew(':id'), ({ harbour }) => paths.classListNew(harbour), classKeeper),
  post(paths.classListNew(':id'), ({ harbour }) => paths.classListNew(harbour), classKeeper),
  get(
    paths.classList(':id', ':list'),
    ({ harbour, classList }) => paths.classList(harbour, classList),
    classKeeper,
  ),
  post(
    paths.classListEnrolment(':id', ':list'),
    ({ harbour, classList }) => paths.classListEnrolment(harbour, classList),
    classKeeper,
  ),
  post(paths.joinCodes(':id'), ({ harbour }) => paths.joinCodes(harbour), classKeeper),
  get(paths.claimCodes(':id'), ({ harbour }) => paths.claimCodes(harbour), registrar),
  post(paths.claimCodes(':id'), ({ harbour }) => paths.claimCodes(harbour), registrar),
  get(paths.claims(':id'), ({ harbour }) => paths.claims(harbour), registrar),

  // What is said to be wrong: its issuer's to answer
  get(
    paths.challengeWork(':id'),
    ({ harbour }) => paths.challengeWork(harbour),
    only({ allowed: ['carys'], forbidden: ['tom', 'priya'] }),
  ),
  get(paths.challengeWork(':id'), ({ meridian }) => paths.challengeWork(meridian), issuer),
  get(
    paths.challengeAtWork(':id', ':challenge'),
    ({ meridian, challenge }) => paths.challengeAtWork(meridian, challenge),
    issuer,
  ),
  get(
    paths.challengeAtWork(':id', ':challenge'),
    ({ harbour, challenge }) => paths.challengeAtWork(harbour, challenge),
    only({ allowed: [], forbidden: ['tom', 'priya'] }),
  ),
  get(
    paths.challengeOfLearner(':id', ':learner'),
    ({ harbour, learner }) => paths.challengeOfLearner(harbour, learner),
    registrar,
  ),
  post(
    paths.challengeOfLearner(':id', ':learner'),
    ({ harbour, learner }) => paths.challengeOfLearner(harbour, learner),
    registrar,
  ),
  get(
    paths.challengeLineOfLearner(':id', ':learner', ':event'),
    ({ harbour, learner, event }) => paths.challengeLineOfLearner(harbour, learner, event),
    registrar,
  ),
  post(
    paths.challengeLineOfLearner(':id', ':learner', ':event'),
    ({ harbour, learner, event }) => paths.challengeLineOfLearner(harbour, learner, event),
    registrar,
  ),
  post(
    paths.challengeTakeUp(':id', ':challenge'),
    ({ meridian, challenge }) => paths.challengeTakeUp(meridian, challenge),
    issuer,
  ),
  post(
    paths.challengeUphold(':id', ':challenge'),
    ({ meridian, challenge }) => paths.challengeUphold(meridian, challenge),
    issuer,
  ),
  post(
    paths.challengeReject(':id', ':challenge'),
    ({ meridian, challenge }) => paths.challengeReject(meridian, challenge),
    issuer,
  ),
  post(
    paths.challengeRaisedWithdrawal(':id', ':challenge'),
    ({ harbour, challenge }) => paths.challengeRaisedWithdrawal(harbour, challenge),
    only({ allowed: [], forbidden: ['tom', 'priya'] }),
  ),
  post(paths.challengeLine(':id'), (things) => paths.challengeLine(eventOf(things)), amina),
  post(paths.challengeWithdrawal(':id'), ({ challenge }) => paths.challengeWithdrawal(challenge), amina),

  // What ends or withdraws
  post(
    paths.joiningDecision(':id', ':joining'),
    ({ harbour, joining }) => paths.joiningDecision(harbour, joining),
    classKeeper,
    { decision: 'confirm' },
  ),
  post(paths.ownClassEnd(':joining'), ({ joining }) => paths.ownClassEnd(joining), amina),
  post(
    paths.joinCodeEnd(':id', ':code'),
    ({ harbour, joinCodeId }) => paths.joinCodeEnd(harbour, joinCodeId),
    classKeeper,
  ),
  post(
    paths.issuedResultCorrection(':id', ':event'),
    ({ meridian, event }) => paths.issuedResultCorrection(meridian, event),
    issuer,
  ),
  post(
    paths.issuedResultWithdrawal(':id', ':event'),
    ({ meridian, event }) => paths.issuedResultWithdrawal(meridian, event),
    issuer,
  ),
  post(
    paths.batchTotals(':id', ':batch'),
    ({ meridian, hiddenBatch }) => paths.batchTotals(meridian, hiddenBatch),
    issuer,
  ),
  post(
    paths.batchLoading(':id', ':batch'),
    ({ meridian, hiddenBatch }) => paths.batchLoading(meridian, hiddenBatch),
    issuer,
  ),
  post(
    paths.batchPublication(':id', ':batch'),
    ({ meridian, hiddenBatch }) => paths.batchPublication(meridian, hiddenBatch),
    issuer,
  ),
  post(
    paths.enrolmentEnd(':id', ':learner'),
    ({ harbour, learner }) => paths.enrolmentEnd(harbour, learner),
    registrar,
    { cohort: '2026' },
  ),
  post(
    paths.claimDecision(':id', ':claim'),
    ({ harbour, claim }) => paths.claimDecision(harbour, claim),
    registrar,
  ),
  post(paths.claimUndo(':id', ':claim'), ({ harbour, claim }) => paths.claimUndo(harbour, claim), registrar),
  post(
    paths.memberRole(':id', ':membership'),
    ({ harbour, membership }) => paths.memberRole(harbour, membership),
    administrator,
    { newRole: 'adviser' },
  ),
  post(
    paths.memberEnd(':id', ':membership'),
    ({ harbour, membership }) => paths.memberEnd(harbour, membership),
    administrator,
  ),
  post(
    paths.membershipEnd(':membership'),
    ({ membership }) => paths.membershipEnd(membership),
    only({ allowed: ['tom'] }),
  ),
  post(paths.itemRemoval(':id'), ({ item }) => paths.itemRemoval(item), amina),
  get(paths.itemRemoval(':id'), ({ item }) => paths.itemRemoval(item), amina),
  post(paths.itemRestoration(':id'), ({ item }) => paths.itemRestoration(item), amina),
  post(paths.walletRemoval(':id'), ({ held }) => paths.walletRemoval(held), amina),
  get(paths.walletRemoval(':id'), ({ held }) => paths.walletRemoval(held), amina),
  post(paths.walletRestoration(':id'), ({ held }) => paths.walletRestoration(held), amina),
  post(paths.shareLinkNew(':id'), ({ share }) => paths.shareLinkNew(share), amina),
  post(paths.shareEnd(':id'), ({ share }) => paths.shareEnd(share), amina),
  post(paths.pageRemoval(':id'), ({ page }) => paths.pageRemoval(page), amina),
  get(paths.pageRemoval(':id'), ({ page }) => paths.pageRemoval(page), amina),
  post(paths.pageRestoration(':id'), ({ page }) => paths.pageRestoration(page), amina),
  // Last of all: nobody works there any more
  post(paths.operatorClosing(':id'), ({ harbour }) => paths.operatorClosing(harbour), operator),
]
