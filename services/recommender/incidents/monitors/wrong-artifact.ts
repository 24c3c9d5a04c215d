import type { Monitor } from './monitor.ts';

/** Recorded answers are compared to the byte, so one that differs is one too many; three are no accident of a race. */
const NEWEST = 20;
const DIFFERENT = 3;

/** Answers on the log don't come out again, though nothing that counts has changed: other code, or another model. */
export const wrongArtifact: Monitor = {
  name: 'wrong-artifact',
  runOnce({ golden }) {
    const newest = golden.slice(-NEWEST);
    const different = newest.filter(({ isIdentical }) => !isIdentical);
    if (different.length < DIFFERENT) return undefined;
    return {
      reason: `${different.length} of ${newest.length} recorded answers come out otherwise, though nothing has changed that counts.`,
      facts: {
        severity: 'page',
        wayOut:
          'Do all replicas run the same build? Go back to the last one that reproduced its answers (relish replay of this bundle says what differs).',
        figures: [
          { name: 'answers that differ', unit: 'count', now: different.length, limit: DIFFERENT },
          { name: 'answers computed again', unit: 'count', now: newest.length },
        ],
        about: different.slice(-5).map(({ requestId, model }) => ({
          what: 'request',
          id: requestId,
          note: `by ${model}`,
        })),
      },
    };
  },
};
