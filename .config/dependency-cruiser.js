import { DOMAIN_PATTERN, ROUTES_PATTERN } from './gates/domain.js';

const TEST_FILE = '\\.test\\.tsx?$';
const domain = { path: DOMAIN_PATTERN, pathNot: [TEST_FILE, ROUTES_PATTERN] };
/** What a decision may be made of, beside its own room's domain and the contracts: values, no effects. */
const PURE_PLATFORM =
  '^services/platform/(digest/|event-log/(event-log|misfit-of|stored-events)\\.ts$|http/app-error\\.ts$|flags/(default-flags|targeting-results)\\.ts$)';
const PURE_PACKAGES = '(^|/)node_modules/(zod|luxon|@types/luxon)/';
const PURE_CORE = '^(node:)?(crypto|buffer|zlib)$';

/** DESIGN.md, "Rooms": each rule is a wall between them. */
const walls = [
  {
    name: 'contracts-import-nothing-of-ours',
    comment: 'Contracts are what rooms agree on: they know none of them.',
    from: { path: '^services/contracts/' },
    to: { path: '^(services/(?!contracts/)|web/|test/|infra/)' },
  },
  {
    name: 'platform-imports-contracts-alone',
    comment: 'Ports and adapters know the contracts, and nobody who uses them.',
    from: { path: '^services/platform/', pathNot: TEST_FILE },
    to: { path: '^(services/(?!contracts/|platform/)|web/|test/|infra/)' },
  },
  {
    name: 'ordering-never-sees-recommender',
    comment: 'The two services meet in the log and in services/relish only.',
    from: { path: '^services/ordering/' },
    to: { path: '^(services/(recommender|relish)|web)/' },
  },
  {
    name: 'recommender-never-sees-ordering',
    comment: 'The two services meet in the log and in services/relish only.',
    from: { path: '^services/recommender/' },
    to: { path: '^(services/(ordering|relish)|web)/' },
  },
  {
    name: 'web-imports-contracts-alone',
    comment: 'What the web knows of the services is what crosses the wire.',
    from: { path: '^web/' },
    to: { path: '^(services/(?!contracts/)|infra/)' },
  },
  {
    name: 'web-apps-stand-alone',
    comment: 'The ordering app and the console share the look, not each other: each loads only its own.',
    from: { path: '^web/(order|console)/' },
    to: { path: '^web/(order|console)/', pathNot: '^web/$1/' },
  },
  {
    name: 'infra-imports-nothing-of-ours',
    comment: 'What is around the product knows its ports, paths and metric names, not its code.',
    from: { path: '^infra/', pathNot: TEST_FILE },
    to: { path: '^(services|web|test)/' },
  },
  {
    name: 'product-never-imports-tests',
    comment: 'Builders and suites are for tests.',
    from: { path: '^(services|web)/', pathNot: TEST_FILE },
    to: { path: `^test/|${TEST_FILE}` },
  },
];

const purity = [
  {
    name: 'domain-is-pure-of-effects',
    comment: 'Domain folders compute: files, sockets, processes and timers come in as values.',
    from: domain,
    to: { dependencyTypes: ['core'], pathNot: PURE_CORE },
  },
  {
    name: 'domain-is-pure-of-packages',
    comment: 'Domain folders know no framework, store or logger.',
    from: domain,
    to: { path: 'node_modules/', pathNot: PURE_PACKAGES },
  },
  {
    name: 'domain-is-pure-of-adapters',
    comment:
      'Domain folders import their like and the contracts: what they import must be as pure as they are.',
    from: domain,
    to: { path: '^services/', pathNot: [DOMAIN_PATTERN, '^services/contracts/', PURE_PLATFORM] },
  },
  {
    name: 'stores-behind-ports',
    comment: 'A port speaks the domain; only its adapter knows the store.',
    from: { path: '^(services/(?!platform/)|web/)', pathNot: TEST_FILE },
    to: { path: 'node_modules/(classic-level|ioredis|redis|minio|@duckdb|@aws-sdk)/' },
  },
];

const order = [
  { name: 'no-circular', comment: 'Modules form layers.', from: {}, to: { circular: true } },
  {
    name: 'resolvable',
    comment: 'Every import leads somewhere.',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'services-need-no-dev-packages',
    comment: 'The services run without what only builds and tests.',
    from: { path: '^services/', pathNot: TEST_FILE },
    to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/@types/' },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [...walls, ...purity, ...order].map((rule) => ({ severity: 'error', ...rule })),
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.build|\\.data|coverage)/' },
    // Importing a type is knowing it.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
