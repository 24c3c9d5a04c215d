import type { RolloutView } from '../../contracts/http/rollouts.ts';
import type { GuardrailName, RolloutDocument, RolloutEvidence } from '../../contracts/rollout.ts';
import { logE, ratioInterval, ratioOf } from './e-value.ts';
import { evidenceBeyond, evidenceOf, SHARE } from './guardrails.ts';
import { type Circumstances, judge, type Run } from './judge.ts';
import { type Mark, splitIn } from './rollout-counts.ts';
import type { RolloutHistory } from './rollout-history.ts';
import type { SeriesRow } from './rollout-series.ts';

const MINUTE = 60_000;

/** Guardrails that rows of a series can tell of. */
const DRAWN: readonly (readonly [GuardrailName, Mark])[] = [
  ['conversion', 'converted'],
  ['errors', 'errors'],
  ['safetyNet', 'safetyNet'],
  ['deadline', 'deadline'],
];

const pointOf = (
  { guardrails, alpha }: RolloutDocument,
  { minute, counts }: SeriesRow,
): RolloutView['points'][number] => {
  const evidence = DRAWN.flatMap(([name, mark]) => {
    const bound = guardrails[name];
    if (bound === null) return [];
    return [[name, evidenceBeyond(splitIn(counts, mark), bound, name === 'conversion')] as const];
  });
  const accounts = splitIn(counts);
  const converted = splitIn(counts, 'converted');
  const estimate = ratioOf(converted, SHARE);
  return {
    time: new Date(minute * MINUTE).toISOString(),
    accounts,
    evidence: { ...Object.fromEntries(evidence), sampleRatio: logE(accounts, SHARE) },
    ratio: { ...(estimate !== undefined && { estimate }), ...ratioInterval(converted, SHARE, alpha) },
  };
};

const NOBODY: RolloutEvidence = {
  accounts: { challenger: 0, control: 0 },
  sampleRatio: { evidence: 0, threshold: 0, isOff: false },
  findings: [],
};

/** The rows, and how it stands now. */
const rowsOf = ({ counts }: Run): readonly SeriesRow[] =>
  counts.lastSeen === undefined
    ? counts.rows
    : [...counts.rows, { minute: counts.lastSeen, counts: counts.totals }];

/** A rollout with all that a person wants to know of it; undefined where it isn't known. */
export const describeRollout = (
  rollouts: RolloutHistory,
  rolloutId: string,
  circumstances: Circumstances,
): RolloutView | undefined => {
  const summary = rollouts.all.find((known) => known.rolloutId === rolloutId);
  if (!summary) return undefined;
  const { document } = summary;
  const { active } = rollouts;
  if (active?.document.rolloutId === rolloutId) {
    const { decision, reasons } = judge(active, circumstances);
    return {
      ...summary,
      evidence: evidenceOf(document, active.counts),
      verdict: { decision, reasons: [...reasons] },
      points: rowsOf(active).map((row) => pointOf(document, row)),
    };
  }
  const finished = rollouts.finished.find((known) => known.rolloutId === rolloutId);
  return {
    ...summary,
    evidence: finished?.evidence ?? NOBODY,
    points: (finished?.rows ?? []).map((row) => pointOf(document, row)),
  };
};
