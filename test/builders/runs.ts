import fc from 'fast-check';

const isLong = process.env['RELISH_LONG'] === '1';
const SECOND = 1_000;

// Properties of suites that import this end before Jest's limit: one that found something shrinks it until then and
// says what it has, not for hours. Twenty times as often takes five minutes at most.
fc.installGlobalPlugin(
  isLong
    ? fc.interruptAfterTimeLimit(300 * SECOND)
    : fc.interruptAfterTimeLimit(50 * SECOND, { failOnInterrupt: true }),
);

/** How often a property is tried; RELISH_LONG=1 tries twenty times as often. */
export const runs = (usual: number): { readonly numRuns: number } => ({
  numRuns: isLong ? usual * 20 : usual,
});
