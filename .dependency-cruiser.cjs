/** Who may import whom (ARCHITECTURE.md, "Who may import whom"). Types count as well, unless a rule says otherwise. */
const core =
  '^src/main/(clinic|composition|credentials|diagnostics|ipc|join|log|proxy|security|settings|trueconf|visits)/|^src/main/(brokenRequests|certificateFiles|durableSqlite|escapeHtml|every|exclusiveLock|listening|ports|slices|system)\\.ts$';
const shells = '^src/main/(desktop|web|service)/';
const schemaLibrary = '^node_modules/zod/';

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'not-to-dev-dependency',
      comment:
        'What main needs at run time is a dependency; the renderer is bundled, the launcher runs in the checkout.',
      severity: 'error',
      from: { path: '^src/(main|shared|emulator)', pathNot: '^src/main/(launch|desktop)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'shared-is-pure',
      severity: 'error',
      from: { path: '^src/shared/' },
      to: { pathNot: ['^src/shared/', schemaLibrary] },
    },
    {
      name: 'preload-knows-names-and-types',
      severity: 'error',
      from: { path: '^src/preload/' },
      to: {
        pathNot: ['^src/preload/', '^src/shared/ipc/channels\\.ts$', 'electron'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'pages-know-shared-only',
      severity: 'error',
      from: { path: '^src/(renderer|join-page)/' },
      to: { path: ['^src/(main|preload|emulator)/', '^node_modules/electron', '^node_modules/zod'] },
    },
    {
      name: 'pages-have-no-node',
      severity: 'error',
      from: { path: '^src/(renderer|join-page|preload|shared)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'renderer-takes-types-of-schemas',
      comment: 'The schema library at run time is 133 kB and probes `new Function`, which the CSP reports.',
      severity: 'error',
      from: { path: '^src/(renderer|join-page|preload)/' },
      to: {
        path: '^src/shared/(settings|ipc/contract|ipc/appView|ipc/visitView)\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'emulator-stands-alone',
      severity: 'error',
      from: { path: '^src/emulator/' },
      to: {
        path: ['^src/', '^node_modules/electron'],
        pathNot: ['^src/emulator/', '^src/shared/result\\.ts$'],
      },
    },
    {
      name: 'core-knows-no-shell',
      severity: 'error',
      from: { path: core },
      to: {
        path: ['^src/(emulator|renderer|join-page|preload)/', '^node_modules/electron(-store)?/', shells],
      },
    },
    {
      name: 'shells-do-not-reach-inside',
      severity: 'error',
      from: { path: shells, pathNot: '^src/main/service/(postgres|backup)/' },
      to: { path: '^src/main/(trueconf|visits|join)/' },
    },
    {
      name: 'another-store-knows-what-a-store-needs',
      comment:
        'The visits in PostgreSQL, and their backup: the repository and how a visit stands in a store.',
      severity: 'error',
      from: { path: '^src/main/service/(postgres|backup)/' },
      to: {
        path: '^src/main/(trueconf|visits|join)/',
        pathNot:
          '^src/main/visits/(types|storedVisit|sealedField|presence|leadership|listing|historyScan|sqliteFile)\\.ts$',
      },
    },
    {
      name: 'shells-are-apart',
      severity: 'error',
      from: { path: '^src/main/(desktop|web|service)/' },
      to: { path: shells, pathNot: '^src/main/$1/' },
    },
    {
      name: 'electron-in-its-place',
      severity: 'error',
      from: { path: '^(src|scripts)/', pathNot: '^src/(main/desktop|preload)/|^src/main/index\\.ts$' },
      to: { path: '^node_modules/electron(-store)?/', pathNot: '^node_modules/electron-log/' },
    },
    {
      name: 'emulator-for-the-demo-only',
      severity: 'error',
      from: { path: '^src/main/', pathNot: '^src/main/(demoServer|app|index)\\.ts$' },
      to: { path: '^src/emulator/' },
    },
    {
      name: 'renderer-is-no-part-of-main',
      severity: 'error',
      from: { path: '^src/main/' },
      to: { path: '^src/(renderer|join-page|preload)/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|test)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['node', 'import', 'types', 'default'],
    },
  },
};
