import { fileURLToPath } from 'node:url';

const swc = {
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', tsx: true },
    transform: { react: { runtime: 'automatic' } },
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

/**
 * What starts Relish as people do, most of it in a browser, has a command of its own, `npm run test:e2e`; what takes long has
 * one, too: `npm run test:long`.
 */
const apart = [
  ...(process.env['RELISH_E2E'] === '1' ? [] : ['<rootDir>/test/e2e/']),
  ...(process.env['RELISH_LONG'] === '1' ? [] : ['\\.long\\.test\\.ts$']),
];

/** @type {import('jest').Config} */
export default {
  rootDir: fileURLToPath(new URL('..', import.meta.url)),
  testEnvironment: 'node',
  testMatch: ['services', 'web', 'test', 'infra'].map((room) => `<rootDir>/${room}/**/*.test.{ts,tsx}`),
  testPathIgnorePatterns: ['/node_modules/', ...apart],
  modulePathIgnorePatterns: ['<rootDir>/.build/', '<rootDir>/.data/'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '^.+\\.tsx?$': ['<rootDir>/.config/quick-globals.js', swc] },
  maxWorkers: 2,
  testTimeout: 60_000,
  reporters: ['default', '<rootDir>/.config/closing-reporter.js'],
};
