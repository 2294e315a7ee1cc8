import type { Context, Hono, Next } from 'hono'
import { ensurePerson } from './access/powers.ts'
import { apiUploads, registerApi } from './api/routes.ts'
import { showActivity } from './audit/pages.tsx'
import { healthz, readyz } from './home/health.ts'
import { showHome } from './home/home.tsx'
import { showKeptMail } from './home/kept-mail.tsx'
import { showAbout, showAccessibility, showPrivacy } from './home/standing.tsx'
import { issuerDocument, statusList, verifyFile, verifyPage } from './credentials/pages.tsx'
import * as wallet from './credentials/wallet/pages.tsx'
import * as moving from './interop/pages.tsx'
import { openLink, openLinkFile, showLink, showLinkLine, takeLinkBundle } from './sharing/link-pages.tsx'
import * as recordShares from './sharing/record/pages.tsx'
import { newShare, postShare, postShareEnd, postShareLink, share, shares } from './sharing/pages.tsx'
import {
  openSharedWithMe,
  openSharedWithMeFile,
  sharedWithMe,
  showSharedWithMe,
  showSharedWithMeLine,
  takeSharedWithMeBundle,
} from './sharing/party-pages.tsx'
import { showAccount } from './identity/pages/account.tsx'
import {
  postAddress,
  postAddressRemoval,
  postConfirmAddress,
  showAddresses,
  showConfirmAddress,
} from './identity/pages/addresses.tsx'
import {
  newPasswordPages,
  postForgotten,
  showForgotten,
  showForgottenSent,
} from './identity/pages/forgotten-password.tsx'
import { postRecovery, postRecoveryEnd, showRecoveries } from './identity/pages/operator-recoveries.tsx'
import { postPassword, showPassword } from './identity/pages/password.tsx'
import { postLanguage, postPreferences, showPreferences } from './identity/pages/preferences.tsx'
import {
  postCancelRecovery,
  postRecover,
  showCancelRecovery,
  showRecover,
} from './identity/pages/recover.tsx'
import { postRecoveryCodes, showRecoveryCodes } from './identity/pages/recovery-codes.tsx'
import { postSessionEnd, showSessions } from './identity/pages/sessions.tsx'
import { postSignIn, postSignOut, showSignIn } from './identity/pages/sign-in.tsx'
import {
  postSignUp,
  postSignUpConfirm,
  postSignUpRefuse,
  showSignUp,
  showSignUpConfirm,
  showSignUpSent,
} from './identity/pages/sign-up.tsx'
import { postToken, postTokenEnd, showTokens } from './identity/pages/tokens.tsx'
import { paths } from './paths.ts'
import { ownFile, ownPreview } from './portfolio/file/pages.ts'
import {
  editItemForm,
  newItem,
  postItem,
  postItemRemoval,
  postItemRestoration,
  postNewItem,
  postRelation,
  postRelationEnd,
  removedItem,
  showItem,
} from './portfolio/item/pages.tsx'
import {
  chooseThings,
  editPage,
  postConflicts,
  postDraft,
  postPage,
  postThings,
} from './portfolio/page/editor-pages.tsx'
import {
  newPage,
  pageList,
  portfolioHome,
  postNewPage,
  postPageRemoval,
  postPageRestoration,
  postPublication,
  postVersionRestoration,
  previewPage,
  publicationForm,
  removedPage,
  showPage,
  showVersion,
} from './portfolio/page/pages.tsx'
import * as log from './log/pages.tsx'
import * as tiles from './log/tile-pages.ts'
import * as operator from './institution/operator-pages.tsx'
import * as institution from './institution/pages.tsx'
import * as providers from './institution/provider-pages.tsx'
import * as publicRegister from './institution/public-pages.tsx'
import * as cohorts from './record/cohorts/pages.tsx'
import * as joining from './record/cohorts/join-pages.tsx'
import * as challenges from './record/challenges/pages.tsx'
import * as challengeWork from './record/challenges/work-pages.tsx'
import * as registration from './record/registration/pages.tsx'
import * as claimWork from './record/pages/claim-work.tsx'
import * as claims from './record/pages/claims.tsx'
import * as issued from './record/pages/issued.tsx'
import * as learnerRecords from './record/pages/learner-records.tsx'
import * as learners from './record/pages/learners.tsx'
import * as centres from './record/pages/centres.tsx'
import * as exams from './record/pages/exams.tsx'
import * as qualifications from './record/pages/qualifications.tsx'
import * as merges from './record/pages/merges.tsx'
import * as record from './record/pages/record.tsx'
import * as register from './record/pages/register.tsx'
import * as held from './record/held/pages.tsx'
import * as results from './record/pages/results.tsx'
import * as totals from './record/pages/totals.tsx'
import * as series from './record/pages/series.tsx'
import { postSharingChoice, showSharingChoice } from './record/pages/sharing-choice.tsx'
import { postLifting, showWatchedLookUps } from './record/pages/watched-look-ups.tsx'
import type { AppEnv } from './ui/context.ts'

/**
 * Forms that carry files: the token is checked by `readMultipart`, before the first byte of a file is read. An address
 * stands here only if its handler reads by that.
 */
const uploads = [
  /^\/portfolio\/items\/new\/resource$/,
  /^\/portfolio\/import$/,
  /^\/portfolio\/credentials$/,
  /^\/organisations\/[^/]+\/results\/new$/,
  /^\/organisations\/[^/]+\/results\/[^/]+\/totals$/,
  /^\/organisations\/[^/]+\/exams\/[^/]+\/files$/,
  /^\/operator\/qualifications(?:\/grading-schemes)?$/,
  /^\/organisations\/[^/]+\/classes\/lists\/new$/,
  /^\/organisations\/[^/]+\/registrations\/new$/,
  /^\/operator\/providers$/,
  /^\/verify$/,
  ...apiUploads,
]
export function isUpload(path: string): boolean {
  return uploads.some((upload) => upload.test(path))
}

/**
 * Opening a link gives a visitor nothing but what the link itself gives, so its form needs no token of the session:
 * the same neutral page goes to everybody; and the language is nobody's secret. A witness's cosignature stands for itself,
 * and what programs read of a log is kept by caches, so it comes with no cookie. The origin is checked all the same.
 */
const tokenless = [/^\/s\//, /^\/language$/, /^\/api\/v1\/verify$/, /^\/log\/[^/]+\/./]
export function needsNoToken(path: string): boolean {
  return tokenless.some((open) => open.test(path))
}

/** Signed out, a private address leads to sign-in, whether there is such a thing or not. */
async function signedInOnly(c: Context<AppEnv>, next: Next): Promise<void> {
  ensurePerson(c.var.actor)
  await next()
}

/** Every URL of the product, by noun. */
export function registerRoutes(server: Hono<AppEnv>): void {
  // Home and standing pages
  server.get(paths.home(), showHome)
  server.get(paths.about(), showAbout)
  server.get(paths.privacy(), showPrivacy)
  server.get(paths.accessibility(), showAccessibility)
  server.get(paths.keptMail(), showKeptMail)
  server.get('/healthz', healthz)
  server.get('/readyz', readyz)

  // Identity
  server.get(paths.signUp(), showSignUp)
  server.post(paths.signUp(), postSignUp)
  server.get(paths.signUpSent(), showSignUpSent)
  server.get(paths.signUpConfirm(':token'), showSignUpConfirm)
  server.post(paths.signUpConfirm(':token'), postSignUpConfirm)
  server.post(paths.signUpRefuse(':token'), postSignUpRefuse)
  server.get(paths.signIn(), showSignIn)
  server.post(paths.signIn(), postSignIn)
  server.post(paths.signOut(), postSignOut)
  server.post(paths.language(), postLanguage)
  server.get(paths.forgotten(), showForgotten)
  server.post(paths.forgotten(), postForgotten)
  server.get(paths.forgottenSent(), showForgottenSent)
  const reset = newPasswordPages('resetPassword')
  server.get(paths.resetPassword(':token'), reset.show)
  server.post(paths.resetPassword(':token'), reset.post)
  server.get(paths.recover(), showRecover)
  server.post(paths.recover(), postRecover)
  server.get(paths.cancelRecovery(':token'), showCancelRecovery)
  server.post(paths.cancelRecovery(':token'), postCancelRecovery)
  const recovery = newPasswordPages('recover')
  server.get(paths.recoverWith(':token'), recovery.show)
  server.post(paths.recoverWith(':token'), recovery.post)
  server.get(paths.account(), showAccount)
  server.get(paths.accountAddresses(), showAddresses)
  server.post(paths.accountAddresses(), postAddress)
  server.post(paths.accountAddressRemoval(), postAddressRemoval)
  server.get(paths.confirmAddress(':token'), showConfirmAddress)
  server.post(paths.confirmAddress(':token'), postConfirmAddress)
  server.get(paths.accountPassword(), showPassword)
  server.post(paths.accountPassword(), postPassword)
  server.get(paths.accountRecoveryCodes(), showRecoveryCodes)
  server.post(paths.accountRecoveryCodes(), postRecoveryCodes)
  server.get(paths.accountSessions(), showSessions)
  server.post(paths.accountSessionEnd(':id'), postSessionEnd)
  server.get(paths.accountPreferences(), showPreferences)
  server.post(paths.accountPreferences(), postPreferences)
  server.get(paths.accountTokens(), showTokens)
  server.post(paths.accountTokens(), postToken)
  server.post(paths.accountTokenEnd(':id'), postTokenEnd)
  server.get(paths.operatorRecoveries(), showRecoveries)
  server.post(paths.operatorRecoveries(), postRecovery)
  server.post(paths.operatorRecoveryEnd(':id'), postRecoveryEnd)

  // Institution
  server.get(paths.organisation(':id'), institution.showOrganisation)
  server.get(paths.organisationMembers(':id'), institution.showMembers)
  server.post(paths.organisationMembers(':id'), institution.postInvitation)
  server.post(paths.memberRole(':id', ':membership'), institution.postMemberRole)
  server.post(paths.memberEnd(':id', ':membership'), institution.postMemberEnd)
  server.post(paths.invitationWithdrawal(':id', ':invitation'), institution.postInvitationWithdrawal)
  server.get(paths.accountMemberships(), institution.showMemberships)
  server.post(paths.membershipEnd(':membership'), institution.postMembershipEnd)
  server.post(paths.invitationAnswer(':invitation'), institution.postInvitationAnswer)

  // Which organisations there are: for everybody
  server.get(paths.institutions(), publicRegister.showInstitutions)
  server.get(paths.institution(':id'), publicRegister.showInstitution)

  // The register of organisations: the operator's
  server.get(paths.operator(), operator.showRegister)
  server.get(paths.operatorOrganisationNew(), operator.showNewOrganisation)
  server.post(paths.operatorOrganisationNew(), operator.postNewOrganisation)
  server.get(paths.operatorOrganisation(':id'), operator.showRegistered)
  server.post(paths.operatorAdministrator(':id'), operator.postAdministrator)
  server.get(paths.operatorProviders(), providers.showProviders)
  server.post(paths.operatorProviders(), providers.postProviders)
  server.post(paths.operatorProposals(':id'), operator.postProposal)
  server.post(paths.operatorProposalAnswer(':id', ':proposal'), operator.postProposalAnswer)
  server.post(paths.operatorPurposeEnd(':id'), operator.postPurposeEnd)
  server.post(paths.operatorAdmissionEnd(':id'), operator.postAdmissionEnd)
  server.get(paths.operatorClosing(':id'), operator.showClosing)
  server.post(paths.operatorClosing(':id'), operator.postClosing)

  // Record
  server.get(paths.record(), record.showRecord)
  server.get(paths.claim(), claims.showClaim)
  server.post(paths.claim(), claims.postClaim)
  server.post(paths.claimConfirmation(), claims.postConfirmation)
  server.get(paths.mergeQuestions(), merges.showMergeQuestions)
  server.post(paths.mergeAnswer(':id'), merges.postMergeAnswer)
  server.get(paths.join(), joining.showJoin)
  server.post(paths.join(), joining.postJoinCodeTyped)
  server.get(paths.joinWith(':code'), joining.showOffer)
  server.post(paths.joinWith(':code'), joining.postJoining)
  server.get(paths.ownClasses(), joining.showOwnClasses)
  server.post(paths.ownClassEnd(':joining'), joining.postLeaving)
  server.get(paths.recordSharing(), showSharingChoice)
  server.post(paths.recordSharing(), postSharingChoice)
  server.get(paths.challenges(), challenges.showChallenges)
  server.get(paths.challengeMissing(), challenges.showChallengeMissing)
  server.post(paths.challengeMissing(), challenges.postChallengeMissing)
  server.get(paths.challenge(':id'), challenges.showChallenge)
  server.post(paths.challengeWithdrawal(':id'), challenges.postChallengeWithdrawal)
  server.get(paths.challengeLine(':id'), challenges.showChallengeLine)
  server.post(paths.challengeLine(':id'), challenges.postChallengeLine)
  server.get(paths.recordEvent(':id'), record.showRecordLine)
  server.get(paths.challengeWork(':id'), challengeWork.showWorkList)
  server.get(paths.challengeAtWork(':id', ':challenge'), challengeWork.showChallengeAtWork)
  server.post(paths.challengeTakeUp(':id', ':challenge'), challengeWork.postTakeUp)
  server.post(paths.challengeUphold(':id', ':challenge'), challengeWork.postUpholding)
  server.post(paths.challengeReject(':id', ':challenge'), challengeWork.postRejection)
  server.post(paths.challengeRaisedWithdrawal(':id', ':challenge'), challengeWork.postRaisedWithdrawal)
  server.get(paths.challengeOfLearner(':id', ':learner'), challengeWork.showMissingOfLearner)
  server.post(paths.challengeOfLearner(':id', ':learner'), challengeWork.postMissingOfLearner)
  server.get(paths.challengeLineOfLearner(':id', ':learner', ':event'), challengeWork.showLineOfLearner)
  server.post(paths.challengeLineOfLearner(':id', ':learner', ':event'), challengeWork.postLineOfLearner)
  server.get(paths.seriesList(':id'), series.showSeriesList)
  server.post(paths.seriesList(':id'), series.postSeries)
  server.get(paths.seriesOne(':id', ':series'), series.showSeries)
  server.post(paths.seriesRelease(':id', ':series'), series.postSeriesRelease)
  server.get(paths.seriesEntries(':id', ':series'), series.showSeriesEntries)
  server.post(paths.seriesEntryMoves(':id', ':series'), series.postEntryMove)
  server.get(paths.exams(':id'), exams.showExams)
  server.get(paths.examEntries(':id', ':series'), exams.showExamEntries)
  server.post(paths.examEntryFiles(':id', ':series'), exams.postEntryFile)
  server.post(paths.examEntryNew(':id', ':series'), exams.postEntry)
  server.post(paths.examEntrySubmission(':id', ':series'), exams.postSubmission)
  server.post(paths.examEntryWithdrawal(':id', ':series', ':entry'), exams.postEntryWithdrawal)
  server.get(paths.examResults(':id', ':series'), exams.showExamResults)
  server.get(paths.qualifications(), qualifications.showQualifications)
  server.get(paths.qualification(':number'), qualifications.showQualification)
  server.get(paths.operatorQualifications(), qualifications.showOperatorQualifications)
  server.post(paths.operatorQualifications(), qualifications.postQualifications)
  server.post(paths.operatorGradingSchemes(), qualifications.postGradingScheme)
  server.get(paths.operatorCentres(), centres.showCentres)
  server.post(paths.operatorCentres(), centres.postCentre)
  server.post(paths.operatorCentreEnd(), centres.postCentreEnd)
  server.get(paths.batches(':id'), results.showBatches)
  server.get(paths.batchNew(':id'), results.showUpload)
  server.post(paths.batchNew(':id'), results.postUpload)
  server.post(paths.resultsFind(':id'), issued.postFind)
  server.get(paths.issuedResult(':id', ':event'), issued.showIssued)
  server.post(paths.issuedResultCorrection(':id', ':event'), issued.postCorrection)
  server.post(paths.issuedResultWithdrawal(':id', ':event'), issued.postWithdrawal)
  server.get(paths.batch(':id', ':batch'), results.showBatch)
  server.post(paths.batchLoading(':id', ':batch'), results.postLoading)
  server.get(paths.batchTotals(':id', ':batch'), totals.showTotals)
  server.post(paths.batchTotals(':id', ':batch'), totals.postTotals)
  server.get(paths.batchTotalsFile(':id', ':batch'), totals.totalsFile)
  server.get(paths.batchReport(':id', ':batch'), results.getReport)
  server.post(paths.batchPublication(':id', ':batch'), results.postPublication)
  server.get(paths.heldRows(':id'), held.showHeldRows)
  server.get(paths.heldRow(':id', ':event'), held.showHeldRow)
  server.post(paths.heldDecision(':id', ':event'), held.postHeldDecision)
  server.post(paths.heldUndoing(':id', ':event'), held.postHeldUndoing)
  server.get(paths.learners(':id'), learners.showCohorts)
  server.post(paths.lookUps(':id'), learners.postLookUp)
  server.get(paths.lookUp(':id', ':lookUp'), learners.showLookUp)
  server.post(paths.recordLookUps(':id', ':lookUp'), learnerRecords.postRecordLookUp)
  server.get(paths.learnerRecord(':id', ':lookUp'), learnerRecords.showLearnerRecord)
  server.get(paths.learnerRecordLine(':id', ':lookUp', ':event'), learnerRecords.showLearnerRecordLine)
  server.get(paths.operatorLookUps(), showWatchedLookUps)
  server.post(paths.operatorLookUpsLifting(':id'), postLifting)
  server.get(paths.learnerNew(':id'), register.showNewLearner)
  server.post(paths.learnerNew(':id'), register.postNewLearner)
  server.get(paths.learnerSearch(':id'), register.showSearch)
  server.post(paths.learnerSearch(':id'), register.postSearch)
  server.get(paths.numberCheck(':id'), register.showNumber)
  server.post(paths.numberCheck(':id'), register.postNumber)
  server.get(paths.learnerDetails(':id', ':learner'), register.showDetails)
  server.post(paths.learnerDetails(':id', ':learner'), register.postDetails)
  server.post(paths.learnerShield(':id', ':learner'), register.postShield)
  server.get(paths.merges(':id'), merges.showMerges)
  server.post(paths.merges(':id'), merges.postMerge)
  server.post(paths.mergeDecision(':id', ':merge'), merges.postMergeDecision)
  server.post(paths.unmerging(':id', ':merge'), merges.postUnmerging)
  server.post(paths.enrolmentEnd(':id', ':learner'), learners.postEnrolmentEnd)
  server.get(paths.cohorts(':id'), cohorts.showClasses)
  server.get(paths.classListNew(':id'), cohorts.showClassListUpload)
  server.post(paths.classListNew(':id'), cohorts.postClassList)
  server.get(paths.classList(':id', ':list'), cohorts.showClassList)
  server.post(paths.classListEnrolment(':id', ':list'), cohorts.postClassListEnrolment)
  server.post(paths.joinCodes(':id'), cohorts.postJoinCode)
  server.post(paths.joinCodeEnd(':id', ':code'), cohorts.postJoinCodeEnd)
  server.post(paths.joiningDecision(':id', ':joining'), cohorts.postJoiningDecision)
  server.get(paths.registrations(':id'), registration.showRegistrations)
  server.get(paths.registrationNew(':id'), registration.showSend)
  server.post(paths.registrationNew(':id'), registration.postRegistrationFile)
  server.get(paths.registration(':id', ':file'), registration.showRegistration)
  server.post(paths.registrationStart(':id', ':file'), registration.postStart)
  server.get(paths.registrationOutput(':id', ':file'), registration.takeOutput)
  server.get(paths.registrationRow(':id', ':file', ':row'), registration.showDecision)
  server.post(paths.registrationRow(':id', ':file', ':row'), registration.postDecision)
  server.get(paths.claimCodes(':id'), claimWork.showCodes)
  server.post(paths.claimCodes(':id'), claimWork.postCodes)
  server.get(paths.claims(':id'), claimWork.showClaims)
  server.post(paths.claimDecision(':id', ':claim'), claimWork.postDecision)
  server.post(paths.claimUndo(':id', ':claim'), claimWork.postUndoing)

  // Portfolio
  server.use('/portfolio/*', signedInOnly)
  server.get(paths.portfolio(), portfolioHome)
  server.get(paths.itemNew(':kind'), newItem)
  server.post(paths.itemNew(':kind'), postNewItem)
  server.get(paths.item(':id'), showItem)
  server.get(paths.itemEdit(':id'), editItemForm)
  server.post(paths.itemEdit(':id'), postItem)
  server.post(paths.itemRemoval(':id'), postItemRemoval)
  server.get(paths.itemRemoval(':id'), removedItem)
  server.post(paths.itemRestoration(':id'), postItemRestoration)
  server.post(paths.itemRelations(':id'), postRelation)
  server.post(paths.itemRelationEnd(':id'), postRelationEnd)
  server.get(paths.itemFile(':id'), ownFile)
  server.get(paths.itemPreview(':id'), ownPreview)
  server.get(paths.walletCredentials(), wallet.showWallet)
  server.post(paths.walletCredentials(), wallet.postCredential)
  server.get(paths.walletCredential(':id'), wallet.showCredential)
  server.get(paths.walletFile(':id'), wallet.takeFile)
  server.post(paths.walletRemoval(':id'), wallet.postRemoval)
  server.get(paths.walletRemoval(':id'), wallet.showRemoved)
  server.post(paths.walletRestoration(':id'), wallet.postRestoration)
  server.get(paths.portfolioImport(), moving.showImport)
  server.post(paths.portfolioImport(), moving.postImport)
  server.post(paths.portfolioImportConfirmation(), moving.postImportConfirmation)
  server.post(paths.portfolioImportRemoval(), moving.postImportRemoval)
  server.get(paths.portfolioExport(), moving.showExport)
  server.post(paths.portfolioExportFile(), moving.postExport)
  server.get(paths.pages(), pageList)
  server.get(paths.pageNew(), newPage)
  server.post(paths.pageNew(), postNewPage)
  server.get(paths.page(':id'), showPage)
  server.get(paths.pageEdit(':id'), editPage)
  server.post(paths.pageEdit(':id'), postPage)
  server.post(paths.pageDraft(':id'), postDraft)
  server.post(paths.pageConflicts(':id'), postConflicts)
  server.get(paths.pageAdd(':id', ':kind'), chooseThings)
  server.post(paths.pageAdd(':id', ':kind'), postThings)
  server.get(paths.pagePreview(':id'), previewPage)
  server.get(paths.pagePublication(':id'), publicationForm)
  server.post(paths.pagePublication(':id'), postPublication)
  server.post(paths.pageRemoval(':id'), postPageRemoval)
  server.get(paths.pageRemoval(':id'), removedPage)
  server.post(paths.pageRestoration(':id'), postPageRestoration)
  server.get(`${paths.page(':id')}/versions/:version`, showVersion)
  server.post(`${paths.page(':id')}/versions/:version/restoration`, postVersionRestoration)

  // Sharing
  server.get(paths.shares(), shares)
  server.get(paths.recordShareNew(), recordShares.chooseRecordShare)
  server.get(paths.recordShareNewOf(':kind'), recordShares.newRecordShare)
  server.post(paths.recordShareNewOf(':kind'), recordShares.postRecordShare)
  server.get(paths.shareNew(':pageId'), newShare)
  server.post(paths.shareNew(':pageId'), postShare)
  server.get(paths.share(':id'), share)
  server.post(paths.shareEnd(':id'), postShareEnd)
  server.post(paths.shareLinkNew(':id'), postShareLink)
  server.get(paths.sharedWithMe(), sharedWithMe)
  server.get(paths.sharedRecord(':id'), recordShares.showSharedRecord)
  server.post(paths.sharedRecordOpening(':id'), recordShares.openSharedRecord)
  server.get(paths.sharedWithOrganisation(':id'), recordShares.showSharedWithOrganisation)
  server.get(paths.sharedRecordAt(':id', ':grant'), recordShares.showSharedRecordAt)
  server.post(paths.sharedRecordAtOpening(':id', ':grant'), recordShares.openSharedRecordAt)
  server.get(paths.sharedWithMeOne(':id'), showSharedWithMe)
  server.post(paths.sharedWithMeOpening(':id'), openSharedWithMe)
  server.get(paths.sharedWithMeLine(':id', ':blockId'), showSharedWithMeLine)
  server.get(paths.sharedWithMeFile(':id', ':fileToken'), openSharedWithMeFile)
  server.post(paths.sharedWithMeBundle(':id'), takeSharedWithMeBundle)
  server.get(paths.link(':token'), showLink)
  server.post(paths.linkOpening(':token'), openLink)
  server.get(paths.linkLine(':token', ':blockId'), showLinkLine)
  server.get(paths.linkFile(':token', ':fileToken'), openLinkFile)
  server.post(paths.linkBundle(':token'), takeLinkBundle)

  // Credentials
  server.get(paths.issuerDocument(':id'), issuerDocument)
  server.get(paths.statusList(':id'), statusList)
  server.get(paths.verify(), verifyPage)
  server.post(paths.verify(), verifyFile)

  // The log
  server.get(paths.logs(), log.showLogs)
  server.get(paths.log(':id'), log.showLog)
  server.get(paths.logCheckpoint(':id'), tiles.logCheckpoint)
  server.get(paths.logKey(':id'), tiles.logKey)
  server.post(paths.logCosignature(':id'), tiles.postCosignature)
  server.get(paths.logTile(':id', '*'), tiles.logTile)
  server.get(paths.logBatch(':id', ':index'), tiles.logBatch)
  server.get(`${paths.logBatch(':id', ':index')}/tile/*`, tiles.logBatchTile)

  // Audit
  server.get(paths.accountActivity(), showActivity)

  // For programs: each operation says its own path (api/operations.ts)
  registerApi(server)
}
