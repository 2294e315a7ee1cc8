import type { CastName } from '../../src/commands/seed/cast.ts'
import type { World } from './world.ts'

export interface Place {
  /** The pattern in the server's table of routes. */
  readonly route: string
  /** Who sees it there; nobody signed in by default. */
  readonly as?: CastName
  readonly at: (world: World) => string
  /** The link is opened first, by its button. */
  readonly opened?: true
  /** The same form, reached another way: the one title that both may have. */
  readonly twin?: string
}

const fixed = (route: string, as?: CastName): Place => ({ route, at: () => route, ...(as ? { as } : {}) })
const learners = (route: string, at: (world: World) => string): Place => ({ route, as: 'amina', at })
const officers = (route: string, at: (world: World) => string): Place => ({ route, as: 'ruth', at })
const operators = (route: string, at: (world: World) => string): Place => ({ route, as: 'olu', at })
const visitors = (route: string, at: (world: World) => string): Place => ({ route, at })

/** Every page of the product, as seen by somebody whom it is for. */
export const places: readonly Place[] = [
  fixed('/'),
  fixed('/', 'amina'),
  ...['/about', '/accessibility', '/privacy', '/mail', '/verify', '/log'].map((route) => fixed(route)),
  ...['/sign-in', '/sign-up', '/sign-up/sent', '/forgotten-password', '/forgotten-password/sent'].map(
    (route) => fixed(route),
  ),
  visitors('/log/:id', (world) => world.log),
  fixed('/recover'),
  fixed('/api'),
  fixed('/institutions'),
  fixed('/qualifications'),
  visitors('/qualifications/:number', (world) => world.qualification),
  visitors('/institutions/:id', ({ university }) => university.replace('/organisations/', '/institutions/')),
  visitors('/sign-up/confirm/:token', (world) => world.confirmSignUp),
  visitors('/reset-password/:token', (world) => world.resetPassword),
  { route: '/recover/:token', at: (world) => world.recover, twin: '/reset-password/:token' },
  visitors('/recover/cancel/:token', (world) => world.cancelRecovery),
  visitors('/account/addresses/confirm/:token', (world) => world.confirmAddress),

  ...[
    '/account',
    '/account/activity',
    '/account/addresses',
    '/account/password',
    '/account/preferences',
    '/account/recovery-codes',
    '/account/sessions',
    '/account/tokens',
  ].map((route) => fixed(route, 'amina')),
  fixed('/account/memberships', 'ruth'),
  fixed('/operator', 'olu'),
  fixed('/operator/recoveries', 'olu'),
  fixed('/operator/look-ups', 'olu'),
  fixed('/operator/organisations/new', 'olu'),
  fixed('/operator/providers', 'olu'),
  fixed('/operator/centres', 'olu'),
  fixed('/operator/qualifications', 'olu'),
  operators('/operator/organisations/:id', ({ university }) => `/operator${university}`),
  operators('/operator/organisations/:id/closing', ({ university }) => `/operator${university}/closing`),

  fixed('/record', 'amina'),
  learners('/record', () => '/record?look=table'),
  fixed('/record/claim', 'amina'),
  fixed('/record/sharing', 'amina'),
  fixed('/record/classes', 'amina'),
  fixed('/join', 'amina'),
  learners('/join/:code', (world) => world.joinCode),
  fixed('/record/numbers', 'amina'),
  learners('/record/:id', (world) => world.line),
  fixed('/record/challenges', 'amina'),
  fixed('/record/challenges/new', 'amina'),
  learners('/record/challenges/:id', (world) => world.challenge),
  learners('/record/:id/challenge', (world) => `${world.line}/challenge`),

  fixed('/portfolio', 'amina'),
  ...['entry', 'resource', 'activity', 'achievement', 'plan'].map((kind) =>
    learners('/portfolio/items/new/:kind', () => `/portfolio/items/new/${kind}`),
  ),
  learners('/portfolio/items/:id', (world) => world.picture),
  learners('/portfolio/items/:id/edit', (world) => `${world.picture}/edit`),
  learners('/portfolio/items/:id/removal', (world) => world.removedItem),
  fixed('/portfolio/credentials', 'amina'),
  learners('/portfolio/credentials/:id', (world) => world.held),
  learners('/portfolio/credentials/:id/removal', (world) => world.removedHeld),
  fixed('/portfolio/import', 'amina'),
  fixed('/portfolio/export', 'amina'),
  fixed('/portfolio/pages', 'amina'),
  fixed('/portfolio/pages/new', 'amina'),
  learners('/portfolio/pages/:id', (world) => world.page),
  learners('/portfolio/pages/:id/edit', (world) => `${world.page}/edit`),
  learners('/portfolio/pages/:id/add/:kind', (world) => `${world.page}/add/item`),
  learners('/portfolio/pages/:id/add/:kind', (world) => `${world.page}/add/record`),
  learners('/portfolio/pages/:id/preview', (world) => `${world.page}/preview`),
  learners('/portfolio/pages/:id/publication', (world) => `${world.page}/publication`),
  learners('/portfolio/pages/:id/versions/:version', (world) => `${world.page}/versions/1`),
  learners('/portfolio/pages/:id/removal', (world) => world.removedPage),

  fixed('/shares', 'amina'),
  fixed('/shares/record', 'amina'),
  ...['listed', 'query', 'everything'].map((kind) =>
    learners('/shares/record/:kind', () => `/shares/record/${kind}`),
  ),
  learners('/shares/new/:pageId', ({ page }) => page.replace('/portfolio/pages/', '/shares/new/')),
  learners('/shares/:id', (world) => world.share),
  fixed('/shared-with-me', 'sian'),
  { route: '/shared-with-me/records/:id', as: 'sian', at: (world) => world.sharedRecord },
  { route: '/shared-with-me/records/:id', as: 'sian', at: (world) => world.sharedRecord, opened: true },
  { route: '/shared-with-me/:id', as: 'sian', at: (world) => world.sharedWithMe },
  {
    route: '/shared-with-me/:id/lines/:blockId',
    as: 'sian',
    at: (world) => world.lineOfSharedWithMe,
    opened: true,
  },
  visitors('/s/:token', (world) => world.link),
  { route: '/s/:token', at: (world) => world.link, opened: true },
  { route: '/s/:token/lines/:blockId', at: (world) => world.lineOfLink, opened: true },

  officers('/organisations/:id', ({ university }) => university),
  officers('/organisations/:id/members', ({ university }) => `${university}/members`),
  officers('/organisations/:id/learners', ({ university }) => `${university}/learners`),
  officers('/organisations/:id/learners/new', ({ university }) => `${university}/learners/new`),
  officers('/organisations/:id/learners/search', ({ university }) => `${university}/learners/search`),
  officers('/organisations/:id/learners/number', ({ university }) => `${university}/learners/number`),
  officers('/organisations/:id/learners/:learner/details', (world) => world.learnerDetails),
  officers('/organisations/:id/merges', ({ university }) => `${university}/merges`),
  officers('/organisations/:id/learners/look-ups/:lookUp', (world) => world.lookUp),
  officers('/organisations/:id/learners/:learner/challenge', (world) => world.missingOfLearner),
  officers('/organisations/:id/learners/:learner/events/:event/challenge', (world) => world.wrongOfLearner),
  officers('/organisations/:id/challenges', ({ university }) => `${university}/challenges`),
  officers('/organisations/:id/challenges/:challenge', (world) => world.challengeAtWork),
  officers('/organisations/:id/learners/records/:lookUp', (world) => world.learnerRecord),
  officers('/organisations/:id/learners/records/:lookUp/:event', (world) => world.learnerRecordLine),
  officers('/organisations/:id/shared', ({ university }) => `${university}/shared`),
  officers('/organisations/:id/shared/:grant', ({ university, sharedWithUniversity }) =>
    sharedWithUniversity.replace('/shares/', `${university}/shared/`),
  ),
  officers('/organisations/:id/claim-codes', ({ university }) => `${university}/claim-codes`),
  officers('/organisations/:id/classes', ({ university }) => `${university}/classes`),
  officers('/organisations/:id/classes/lists/new', ({ university }) => `${university}/classes/lists/new`),
  officers('/organisations/:id/classes/lists/:list', (world) => world.classList),
  officers('/organisations/:id/registrations', ({ university }) => `${university}/registrations`),
  officers('/organisations/:id/registrations/new', ({ university }) => `${university}/registrations/new`),
  officers('/organisations/:id/registrations/:file', (world) => world.registration),
  officers('/organisations/:id/registrations/:file/rows/:row', (world) => world.registrationRow),
  officers('/organisations/:id/claims', ({ university }) => `${university}/claims`),
  officers('/organisations/:id/results', ({ university }) => `${university}/results`),
  officers('/organisations/:id/results/new', ({ university }) => `${university}/results/new`),
  officers('/organisations/:id/results/:batch', (world) => world.batch),
  officers('/organisations/:id/results/:batch/totals', ({ batch }) => `${batch}/totals`),
  officers('/organisations/:id/results/events/:event', (world) => world.issuedResult),
  officers('/organisations/:id/held-results', ({ university }) => `${university}/held-results`),
  officers('/organisations/:id/held-results/:event', (world) => world.heldRow),
  officers('/organisations/:id/series', ({ university }) => `${university}/series`),
  officers('/organisations/:id/series/:series', (world) => world.series),
  officers('/organisations/:id/series/:series/entries', (world) => `${world.series}/entries`),
  officers('/organisations/:id/exams', ({ university }) => `${university}/exams`),
  officers('/organisations/:id/exams/:series', (world) => world.exams),
  officers('/organisations/:id/exams/:series/results', (world) => `${world.exams}/results`),
]
