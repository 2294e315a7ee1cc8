// Which way imports point. `scripts/check/imports.mjs` runs it, and fails when it sees no modules.

/** From the bottom up: a noun imports nouns of lower tiers, never of its own or a higher one. */
const tiers = [
  ['identity'],
  ['institution'],
  ['access'],
  ['log'],
  ['record', 'portfolio', 'space'],
  ['plan', 'cv', 'credentials'],
  ['sharing'],
  ['transactions'],
  ['home'],
]
/** May read every noun; nothing but pages and commands imports them. */
const readers = ['interop', 'insight']
const nouns = [...tiers.flat(), ...readers, 'audit']

const source = '^app/src/'
/** Importable by all, and themselves free of nouns. */
const floor = `${source}(?:platform/|(?:words|errors|paths)\\.ts$)`
/** Where everything is put together: these may import all. */
const roots = `${source}(?:(?!(?:words|errors|paths)\\.ts$)[^/]+\\.tsx?$|(?:api|commands)/)`
/**
 * `pages.tsx`, `share-pages.tsx`, `pages/…`, the same with `api`, and `views/…`: what speaks HTTP and HTML.
 * Showables do too, and home/ is nothing but pages.
 */
const edges = `${source}(?:home/|.+/(?:(?:pages|api|views)/|[^/]*\\b(?:pages|api|showable)\\b[^/]*\\.tsx?$))`
/** Who acts, and what a token is made for: plain types that everything names, and no more of identity than that. */
const actor = `${source}identity/(?:actor|scopes)\\.ts$`
const test = '\\.test\\.tsx?$'
const folder = (names) => `${source}(?:${names.join('|')})/`

const oneWay = tiers.map((tier, level) => ({
  name: `one-way-${tier.join('-')}`,
  severity: 'error',
  comment: `${tier.join(', ')} must not import what is built on them.`,
  from: { path: folder(tier), pathNot: test },
  to: { path: folder(tiers.slice(level + 1).flat()) },
}))

/** Peers stand side by side, but each noun may register what a portfolio page can show. */
const sideways = tiers.flat().map((noun) => {
  const peers = tiers.find((tier) => tier.includes(noun)).filter((peer) => peer !== noun)
  return {
    name: `no-peer-${noun}`,
    severity: 'error',
    comment: 'Nouns of one tier do not import each other: what they share is registered in app.ts.',
    from: { path: folder([noun]), pathNot: test },
    to: { path: peers.length ? folder(peers) : '^$', pathNot: `${source}portfolio/showable\\.ts$` },
  }
})

export default {
  forbidden: [
    ...oneWay,
    ...sideways.filter(({ to }) => to.path !== '^$'),
    {
      name: 'floor-knows-no-noun',
      severity: 'error',
      comment: 'platform, words, errors and paths are importable by all, so they import no noun and no ui.',
      from: { path: floor, pathNot: test },
      to: { path: [folder([...nouns, 'ui', 'commands']), roots] },
    },
    {
      name: 'audit-is-written-by-all',
      severity: 'error',
      comment: 'What every noun imports to write an event imports none of them.',
      from: { path: `${source}audit/(?:record-event|tables)\\.ts$` },
      to: { path: folder(nouns.filter((noun) => noun !== 'audit')), pathNot: actor },
    },
    {
      name: 'audit-reads-who-and-where',
      severity: 'error',
      comment: 'The events are shown with the names of people and organisations, to whom access allows.',
      from: { path: folder(['audit']), pathNot: test },
      to: {
        path: folder(nouns.filter((noun) => !['audit', 'identity', 'institution', 'access'].includes(noun))),
      },
    },
    {
      name: 'readers-have-no-readers',
      severity: 'error',
      comment: 'interop and insight may read everything: only pages and commands import them.',
      from: { path: source, pathNot: [folder(readers), edges, roots, test] },
      to: { path: folder(readers) },
    },
    {
      name: 'only-edges-speak-http',
      severity: 'error',
      comment: 'Only pages, api and views know the web framework, so every way in calls the same verbs.',
      from: { path: source, pathNot: [edges, roots, `${source}(?:ui|platform)/`, test] },
      to: { path: ['node_modules/@?hono/', `${source}ui/`] },
    },
    {
      name: 'ui-knows-no-noun',
      severity: 'error',
      from: { path: `${source}ui/`, pathNot: test },
      to: { path: folder([...nouns, 'commands']), pathNot: actor },
    },
    {
      name: 'private-to-the-noun',
      severity: 'error',
      comment: 'All SQL and all HTML of a noun belong to its folder.',
      from: { path: `${source}([^/]+)(?:/|$)`, pathNot: test },
      to: {
        path: `${source}.+/(?:(?:tables|store)\\.ts$|views/)`,
        // A share draws a page with the very view that its owner's preview uses.
        pathNot: [`${source}$1/`, `${source}portfolio/views/page-view\\.tsx$`],
      },
    },
    {
      name: 'private-to-the-inner-folder',
      severity: 'error',
      comment: 'The same between the folders inside one noun, as in transactions/.',
      from: { path: `${source}([^/]+)/(?!views/)([^/]+)/`, pathNot: test },
      to: {
        path: `${source}$1/(?!views/)[^/]+/.*(?:(?:tables|store)\\.ts$|views/)`,
        pathNot: `${source}$1/$2/`,
      },
    },
    {
      name: 'every-folder-has-its-place',
      severity: 'error',
      comment: 'A folder that the tiers do not name would escape the rule: give it its place in them.',
      from: { path: `${source}[^/]+/`, pathNot: folder([...nouns, 'ui', 'platform', 'api', 'commands']) },
      to: {},
    },
    {
      name: 'roots-are-not-imported',
      severity: 'error',
      comment:
        'A noun that imports where everything is put together would import everything. Types are no import.',
      from: { path: folder([...nouns, 'ui']), pathNot: test },
      to: { path: roots, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'packages-know-no-app',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^app/' },
    },
    {
      name: 'packages-by-name',
      severity: 'error',
      comment: 'A package is imported by its name, through its exports.',
      from: { path: '^app/' },
      to: { path: '^packages/', dependencyTypes: ['local'] },
    },
    {
      name: 'no-tests-in-the-product',
      severity: 'error',
      from: { path: ['^app/(?:src|client)/', '^packages/'], pathNot: test },
      to: { path: ['^app/(?:test|e2e)/', test] },
    },
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'Circles between modules that exist at run time; types may point both ways.',
      from: { path: ['^app/src/', '^packages/'] },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(?:app|packages/[^/]+)/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.d.ts'],
    },
    skipAnalysisNotInRules: false,
  },
}
