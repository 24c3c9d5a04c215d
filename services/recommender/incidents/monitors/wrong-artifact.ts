import type { IncidentWindow, RefusedArtifact } from '../../../contracts/incident-window.ts';
import type { Finding, Monitor } from './monitor.ts';

/** Recorded answers are compared to the byte, so one that differs is one too many; three are no accident of a race. */
const NEWEST = 20;
const DIFFERENT = 3;
const TOLD = 5;

const refusedArtifacts = (refused: readonly RefusedArtifact[]): Finding | undefined => {
  const [newest] = refused;
  if (!newest) return undefined;
  return {
    reason: `What is kept of the trained model ${newest.model} is not what was signed (${newest.code}): nobody loads it.`,
    facts: {
      severity: 'page',
      wayOut:
        'Find out who could write to the object store. To train the model again puts the artifact right (console, Registry).',
      figures: [{ name: 'artifacts that are refused', unit: 'count', now: refused.length, limit: 1 }],
      about: refused
        .slice(0, TOLD)
        .map(({ model, artifact, code }) => ({ what: 'model', id: model, note: `${code}: ${artifact}` })),
    },
  };
};

const differentAnswers = (golden: IncidentWindow['golden']): Finding | undefined => {
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
      about: different.slice(-TOLD).map(({ requestId, model }) => ({
        what: 'request',
        id: requestId,
        note: `by ${model}`,
      })),
    },
  };
};

/**
 * What is served is not what was made: an artifact whose signature, bytes or lineage don't hold, or answers on the log
 * that don't come out again, though nothing that counts has changed: other code, or another model.
 */
export const wrongArtifact: Monitor = {
  name: 'wrong-artifact',
  runOnce: ({ golden, refused = [] }) => refusedArtifacts(refused) ?? differentAnswers(golden),
};
