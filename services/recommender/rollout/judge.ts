import type { z } from 'zod';
import type { ChangeReference } from '../../contracts/http/changes.ts';
import type { rolloutDecision } from '../../contracts/http/rollouts.ts';
import type { RolloutDocument } from '../../contracts/rollout.ts';
import { findingOf, isAlarm, listen, type Loudest, sampleRatioOf } from './guardrails.ts';
import type { RolloutCounts } from './rollout-counts.ts';

const MINUTE = 60_000;
/** What goes on and off by the second isn't followed by the second: each time is two events. */
const HELD_FOR = MINUTE;

/** A rollout that isn't finished. Instants are in milliseconds since 1970. */
export interface Run {
  readonly document: RolloutDocument;
  readonly status: 'running' | 'held' | 'paused';
  readonly step: number;
  /** Since when it is at this step. */
  readonly since: number;
  /** Accounts in both arms when the step began. */
  readonly accountsBefore: number;
  readonly counts: RolloutCounts;
  /** When something was last done about it. */
  readonly actedAt: number;
  /** Where two people began it. */
  readonly change?: ChangeReference | undefined;
}

export interface Circumstances {
  readonly now: number;
  /** The flag gives out the arms as this step says: nobody has changed it. */
  readonly isInForce: boolean;
  /** Why nothing may advance now, whatever the evidence says. */
  readonly holds: readonly string[];
}

export interface Verdict {
  readonly decision: z.infer<typeof rolloutDecision>;
  /** For a person; at least one. */
  readonly reasons: readonly string[];
}

const shown = (ratio: number): string => ratio.toPrecision(2);

const WORDS: Readonly<Record<Loudest['guardrail'], string>> = {
  conversion: 'accounts that took something home',
  errors: 'accounts without a list',
  safetyNet: 'accounts that the safety net caught',
  deadline: 'accounts whose model was late',
  certificate: 'first lists with a certificate',
  exposure: 'first lists with',
};

/** `conversion: accounts that took something home: 0.78 times the control's (0.66 to 0.92; …), at least 1 allowed` */
const alarmText = (loudest: Loudest): string => {
  const { guardrail, subject, ratio, bound, events } = findingOf(loudest);
  const what = subject === undefined ? WORDS[guardrail] : `${WORDS[guardrail]} ${subject}`;
  const times = ratio.estimate === undefined ? 'more than' : `${shown(ratio.estimate)} times`;
  const range = `${shown(ratio.low)} to ${ratio.high === undefined ? 'any' : shown(ratio.high)}`;
  const limit = guardrail === 'conversion' ? 'at least' : 'at most';
  const seen = `${events.challenger} against ${events.control} accounts`;
  return `${guardrail}: ${what}: ${times} the control’s (${range}; ${seen}), ${limit} ${bound} allowed`;
};

const isQuiet = ({ document, since, counts }: Run, now: number): boolean => {
  const last = Math.max(since, (counts.lastSeen ?? 0) * MINUTE);
  return now - last > document.quietMinutes * MINUTE;
};

const holdsOf = (run: Run, { now, holds }: Circumstances): readonly string[] => {
  const { challenger, control } = run.counts.accounts;
  return [
    ...(sampleRatioOf(run.counts).isOff
      ? [
          `the arms should be of one size, and have ${challenger} and ${control} accounts: something loses them`,
        ]
      : []),
    ...(isQuiet(run, now)
      ? [`no established account has asked for ${run.document.quietMinutes} minutes`]
      : []),
    ...holds,
  ];
};

const missingOf = (
  { document, step, since, accountsBefore, counts }: Run,
  now: number,
): readonly string[] => {
  const { leastAccounts = 0, leastMinutes = 0 } = document.steps[step] ?? {};
  const isLast = step === document.steps.length - 1;
  const accounts = counts.accounts.challenger + counts.accounts.control - accountsBefore;
  const minutes = Math.floor((now - since) / MINUTE);
  return [
    ...(accounts < leastAccounts && !isLast ? [`${accounts} of ${leastAccounts} accounts of this step`] : []),
    ...(minutes < leastMinutes ? [`${minutes} of ${leastMinutes} minutes of this step`] : []),
  ];
};

const forward = (run: Run, { now }: Circumstances): Verdict => {
  const missing = missingOf(run, now);
  if (missing.length > 0) return { decision: 'wait', reasons: missing };
  const isLast = run.step === run.document.steps.length - 1;
  return isLast
    ? { decision: 'promote', reasons: ['every step passed, and no guardrail has anything against it'] }
    : { decision: 'advance', reasons: ['enough was seen, and no guardrail has anything against it'] };
};

/**
 * What is to be done about a rollout. Harm ends it whatever else is the case, also while a person has paused it; what
 * makes the evidence doubtful holds it; it advances only on enough accounts.
 */
export const judge = (run: Run, circumstances: Circumstances): Verdict => {
  if (!circumstances.isInForce)
    return {
      decision: 'abort',
      reasons: ['the flag doesn’t give out the arms any more: somebody changed it'],
    };
  const alarms = listen(run.document, run.counts).filter(isAlarm);
  if (alarms.length > 0) return { decision: 'roll-back', reasons: alarms.map(alarmText) };
  if (circumstances.now >= Date.parse(run.document.expires))
    return { decision: 'expire', reasons: ['it was to be decided by now, and isn’t'] };
  if (run.status === 'paused') return { decision: 'wait', reasons: ['somebody has paused it'] };
  const holds = holdsOf(run, circumstances);
  if (holds.length > 0) return { decision: run.status === 'held' ? 'wait' : 'hold', reasons: holds };
  if (run.status !== 'held') return forward(run, circumstances);
  return circumstances.now - run.actedAt < HELD_FOR
    ? { decision: 'wait', reasons: ['what held it is over, for less than a minute'] }
    : { decision: 'resume', reasons: ['nothing holds it any more'] };
};
