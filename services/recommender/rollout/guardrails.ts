import {
  type GuardrailName,
  guardrailName,
  type RolloutDocument,
  type RolloutEvidence,
  type RolloutFinding,
} from '../../contracts/rollout.ts';
import { logE, ratioInterval, ratioOf, shareAt, type Split } from './e-value.ts';
import { type Mark, type RolloutCounts, RUNGS } from './rollout-counts.ts';

/** Both arms are of the same size. */
export const SHARE = 0.5;
/** The usual level of sample-ratio checks: what is off by chance once in a thousand rollouts holds that one. */
const SAMPLE_RATIO_ALPHA = 0.001;

type Terms = Pick<RolloutDocument, 'guardrails' | 'alpha'>;

/** Something that may happen to an account of either arm, and how much more often it may in the challenger's. */
interface Question {
  readonly subject?: string;
  readonly events: Split;
  /** Of the guardrail's share of α: the weights of its questions add up to at most 1. */
  readonly weight: number;
}

/** What a guardrail's questions say: the one that speaks loudest. */
export interface Loudest extends Question {
  readonly guardrail: GuardrailName;
  readonly bound: number;
  /** In nats. */
  readonly evidence: number;
  readonly threshold: number;
}

const MARK_OF: Readonly<Partial<Record<GuardrailName, Mark>>> = {
  conversion: 'converted',
  errors: 'errors',
  safetyNet: 'safetyNet',
  deadline: 'deadline',
};

/**
 * How much the events say that the bound is passed, in nats; nothing where they lie on its good side. The evidence is
 * that of `logE`, whose alarms to both sides together are at most α, so those to one side are.
 */
export const evidenceBeyond = (events: Split, bound: number, isWorseBelow: boolean): number => {
  const share = shareAt(bound, SHARE);
  const isLess = events.challenger * (1 - share) < events.control * share;
  return isLess === isWorseBelow ? logE(events, share) : 0;
};

/** The rungs share α equally; items in the order in which they came, 1/2, 1/6, 1/12 …: nobody knows how many come. */
const questionsOf = (guardrail: GuardrailName, counts: RolloutCounts): readonly Question[] => {
  const mark = MARK_OF[guardrail];
  if (mark) return [{ events: counts.of(mark), weight: 1 }];
  if (guardrail === 'certificate') {
    const weight = 1 / RUNGS.length;
    return RUNGS.map((rung, index) => ({
      subject: `under ${rung}`,
      events: counts.smallUnder(index),
      weight,
    }));
  }
  return counts.items().map(({ itemId, ...events }, index) => ({
    subject: itemId,
    events,
    weight: 1 / ((index + 1) * (index + 2)),
  }));
};

const NOTHING: Question = { events: { challenger: 0, control: 0 }, weight: 1 };

const loudestOf = (
  guardrail: GuardrailName,
  bound: number,
  counts: RolloutCounts,
  threshold: number,
): Loudest => {
  const isWorseBelow = guardrail === 'conversion';
  let [loudest, most] = [NOTHING, -Infinity];
  for (const question of questionsOf(guardrail, counts)) {
    const evidence = evidenceBeyond(question.events, bound, isWorseBelow) + Math.log(question.weight);
    if (evidence > most) [loudest, most] = [question, evidence];
  }
  return { ...loudest, guardrail, bound, evidence: most === -Infinity ? 0 : most, threshold };
};

/** The guardrails that a document has, with their bounds. */
const boundsOf = ({ guardrails }: Terms): readonly (readonly [GuardrailName, number])[] =>
  guardrailName.options.flatMap((name) => {
    const bound = guardrails[name];
    return bound === null ? [] : [[name, bound] as const];
  });

/** What each guardrail says now. They share α equally: any of them takes back a sound challenger with at most α. */
export const listen = (terms: Terms, counts: RolloutCounts): readonly Loudest[] => {
  const bounds = boundsOf(terms);
  const threshold = Math.log(bounds.length / terms.alpha);
  return bounds.map(([name, bound]) => loudestOf(name, bound, counts, threshold));
};

export const isAlarm = ({ evidence, threshold }: Loudest): boolean => evidence >= threshold;

/** With where the truth may be, at the guardrail's own level. */
export const findingOf = (loudest: Loudest): RolloutFinding => {
  const { guardrail, subject, events, bound, weight, evidence, threshold } = loudest;
  const estimate = ratioOf(events, SHARE);
  const interval = ratioInterval(events, SHARE, weight * Math.exp(-threshold));
  return {
    guardrail,
    ...(subject !== undefined && { subject }),
    events: { challenger: events.challenger, control: events.control },
    bound,
    ratio: { ...(estimate !== undefined && { estimate }), ...interval },
    evidence,
    threshold,
    isAlarm: isAlarm(loudest),
  };
};

/** Are the arms as large as each other? */
export const sampleRatioOf = (counts: RolloutCounts): RolloutEvidence['sampleRatio'] => {
  const evidence = logE(counts.accounts, SHARE);
  const threshold = -Math.log(SAMPLE_RATIO_ALPHA);
  return { evidence, threshold, isOff: evidence >= threshold };
};

/** All that a rollout is judged by. */
export const evidenceOf = (terms: Terms, counts: RolloutCounts): RolloutEvidence => ({
  accounts: counts.accounts,
  sampleRatio: sampleRatioOf(counts),
  findings: listen(terms, counts).map(findingOf),
});
