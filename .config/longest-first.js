import { statSync } from 'node:fs';

/** Suites that take longest where all are run as in CI: what begins last is what everybody waits for. */
const LONGEST = [
  ...['kill-each-process.faults', 'engines-away.faults', 'cut-tiers.faults'],
  ...['retraction', 'order-independence', 'certificate', 'snapshots', 'kill-embedded-log', 'cancel'],
];

const rankOf = ({ path }) => {
  const at = LONGEST.findIndex((name) => path.includes(`/${name}.`));
  return at < 0 ? LONGEST.length : at;
};

/** Jest knows how long suites take from its last run; a fresh machine has had none, and then goes by their size alone. */
export default class LongestFirst {
  sort(tests) {
    const size = new Map(tests.map((test) => [test, statSync(test.path).size]));
    return tests.toSorted((a, b) => rankOf(a) - rankOf(b) || size.get(b) - size.get(a));
  }

  shard(tests, { shardIndex, shardCount }) {
    const inOrder = tests.toSorted((a, b) => (a.path < b.path ? -1 : 1));
    return inOrder.filter((_, index) => index % shardCount === shardIndex - 1);
  }

  allFailedTests() {
    return [];
  }

  cacheResults() {}
}
