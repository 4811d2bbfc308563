const tests = '\\.(spec|int-spec|e2e-spec)\\.ts$|^(apps|libs)/[^/]+/test/';

/** The directions that imports may take; `docs/decisions.md` says why. */
const only = (from, allowed) => ({
  name: `libs-${from}-reaches-only-${allowed.join('-') || 'nothing'}`,
  comment: `libs/${from} may use ${allowed.map((lib) => `libs/${lib}`).join(', ') || 'no other library'}.`,
  severity: 'error',
  from: { path: `^libs/${from}/`, pathNot: tests },
  to: { path: `^libs/(?!(${[from, ...allowed].join('|')})/)` },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or a third one is missing.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.d\\.ts$', '\\.m?js$', '\\.main\\.ts$', '/main\\.ts$'] },
      to: {},
    },
    {
      name: 'libs-do-not-reach-apps',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-do-not-reach-each-other',
      comment: 'They meet on the queues. Only the end-to-end tests look at several.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: '^apps/e2e/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    only('platform', []),
    only('understanding', ['platform']),
    only('whatsapp', ['platform']),
    only('data', ['platform']),
    only('queues', ['platform']),
    only('replies', []),
    {
      name: 'testing-only-from-tests',
      severity: 'error',
      from: { pathNot: ['^libs/testing/', tests, '^apps/e2e/', '^bench/', '^chaos/'] },
      to: { path: '^libs/testing/' },
    },
    {
      name: 'libs-through-their-index',
      comment: 'A library is entered by its #name only.',
      severity: 'error',
      from: { path: '^(apps|libs)/([^/]+)/' },
      to: { path: '^libs/([^/]+)/src/(?!((admin|recurrence|calendar)/)?index\\.ts$)', pathNot: '^libs/$2/' },
    },
    {
      name: 'no-undeclared-packages',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'] },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', 'generated'] },
    exclude: { path: ['generated/', '\\.d\\.m?ts$', '^dist/', '^bench/peer/'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'require', 'node', 'default'],
    },
  },
};
