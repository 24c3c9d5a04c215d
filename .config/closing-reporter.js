/** Jest prints its summary on standard error; CI reads this one line, alone and last, on standard output. */
export default class ClosingReporter {
  onRunComplete(_contexts, results) {
    const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = results;
    // A suite that cannot be loaded has no tests that could fail, and is a failure all the same.
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : '';
    // Jest's own summary comes after every reporter.
    process.once('exit', () => console.log(`${numPassedTests} passed, ${failed} failed${skipped}`));
  }
}
