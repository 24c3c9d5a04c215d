import { defineConfig, globalIgnores } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import typescript from 'typescript-eslint';
import { disableWithReason } from './eslint-rules/disable-with-reason.js';
import { savesEveryField } from './eslint-rules/saves-every-field.js';
import { DOMAIN_GLOBS, ROUTES_GLOB } from './gates/domain.js';

const TESTS = ['**/*.test.{ts,tsx}', 'test/**'];
/** Tools that are configured by a default export. */
const TOOL_CONFIGS = ['.config/*.js', 'web/vite.config.ts'];
const LAUNCHERS = ['services/relish/**', 'test/**', 'infra/**', '.config/**'];

const now = 'The domain has no clock: take the time as an argument.';
const chance = 'The domain has no randomness: take it as an argument.';
const onlyLaunchers =
  'Launchers own the process, libraries never do: return, throw, or take it as an argument.';
const notInEsm = 'Silently does nothing in ES modules: pass the collaborator in instead.';
const forgotten = 'Leaves the other tests out.';

export default defineConfig([
  globalIgnores(['.build/', '.data/', 'coverage/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  typescript.configs.strictTypeChecked,
  typescript.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: new URL('..', import.meta.url).pathname },
    },
    plugins: {
      relish: { rules: { 'disable-with-reason': disableWithReason, 'saves-every-field': savesEveryField } },
    },
    rules: {
      'relish/disable-with-reason': 'error',
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // tsconfig's noPropertyAccessFromIndexSignature asks for the brackets that this rule would take away.
      '@typescript-eslint/dot-notation': 'off',
      // A function is async to keep a port's promise, and so that what it throws becomes a rejection.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      // Schemas are generic where only the caller's types use it, and `{}` is the shape of no parameters.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-unnecessary-type-arguments': 'off',
      '@typescript-eslint/no-generated-empty-object-type': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/prefer-for-of': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      // Ports are made of closures, and the rule takes them for methods that need their object.
      '@typescript-eslint/unbound-method': 'off',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only: a name stays greppable.' },
        { selector: 'TSEnumDeclaration', message: 'Types are erased when Relish runs: use a union.' },
      ],
      'no-console': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-constant-binary-expression': 'error',
      // `for await (… of …) return …` is how one takes the first.
      'no-unreachable-loop': ['error', { ignore: ['ForOfStatement'] }],
      eqeqeq: 'error',
      'prefer-const': 'error',
      'no-var': 'error',
      'no-param-reassign': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['services/**', 'web/**'],
    ignores: [...LAUNCHERS, ...TESTS],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'exit', message: onlyLaunchers },
        { object: 'process', property: 'env', message: onlyLaunchers },
        { object: 'process', property: 'on', message: onlyLaunchers },
      ],
    },
  },
  {
    files: DOMAIN_GLOBS,
    ignores: [...TESTS, ROUTES_GLOB],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: now },
        { object: 'Math', property: 'random', message: chance },
      ],
      'no-restricted-globals': [
        'error',
        { name: 'performance', message: now },
        { name: 'setTimeout', message: now },
        { name: 'setInterval', message: now },
        { name: 'setImmediate', message: now },
        { name: 'crypto', message: chance },
        { name: 'fetch', message: 'The domain has no network.' },
        { name: 'process', message: onlyLaunchers },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: now },
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only: a name stays greppable.' },
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: ['node:crypto', 'crypto'].map((name) => ({
            name,
            allowImportNames: ['createHash', 'createHmac', 'hash'],
            message: chance,
          })),
        },
      ],
    },
  },
  {
    // Tables of integers are read at indexes that their own loops bound; a check at each would cost the fold.
    files: ['services/recommender/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', 'relish/saves-every-field': 'error' },
  },
  {
    files: ['web/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
    // Half of a component is its markup.
    rules: { 'max-lines-per-function': ['error', { max: 90, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: TESTS,
    rules: {
      // What isn't there fails the test, as it should.
      '@typescript-eslint/no-non-null-assertion': 'off',
      'max-lines-per-function': 'off',
      'no-restricted-properties': [
        'error',
        { object: 'jest', property: 'mock', message: notInEsm },
        { object: 'jest', property: 'unstable_mockModule', message: notInEsm },
        ...['test', 'it', 'describe'].map((object) => ({ object, property: 'only', message: forgotten })),
      ],
    },
  },
  // What people read on the terminal is what these are for.
  { files: [...LAUNCHERS], rules: { 'no-console': 'off' } },
  { files: TOOL_CONFIGS, rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['**/*.{js,mjs,cjs}'],
    extends: [typescript.configs.disableTypeChecked],
    // Without types a name that nobody declared would go unseen.
    languageOptions: {
      globals: {
        process: 'readonly',
        URL: 'readonly',
        console: 'readonly',
        performance: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        setTimeout: 'readonly',
      },
    },
    rules: { 'no-undef': 'error' },
  },
]);
