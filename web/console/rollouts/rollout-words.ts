import type { RolloutStatus, RolloutView } from '../../../services/contracts/http/rollouts.ts';
import type { GuardrailName, RolloutActName, RolloutFinding } from '../../../services/contracts/rollout.ts';
import { ALL_PARTS } from '../../../services/contracts/rollout.ts';
import { count, counted } from '../../look/format.ts';

/** Of 10000 accounts: 100 → `1%`. */
export const partsText = (parts: number): string => `${parts / (ALL_PARTS / 100)}%`;

export const guardrailTitle: Readonly<Record<GuardrailName, string>> = {
  conversion: 'Took something home',
  errors: 'Got no list',
  safetyNet: 'Caught by the safety net',
  deadline: 'Model was late',
  certificate: 'Small certificate',
  exposure: 'Saw an item',
};

const ACTS: Readonly<Record<RolloutActName, string>> = {
  started: 'Started',
  advanced: 'Advanced',
  held: 'Held',
  resumed: 'Went on',
  paused: 'Paused',
  aborted: 'Aborted',
  'rolled-back': 'Taken back',
  promoted: 'Promoted',
  expired: 'Expired',
};
export const actText = (act: RolloutActName): string => ACTS[act];

export const statusText = (status: RolloutStatus): string =>
  status === 'running' ? 'running' : ACTS[status].toLowerCase();

export const statusColour = (status: RolloutStatus): 'relish' | 'mustard' | 'tomato' | 'gray' => {
  if (status === 'running' || status === 'promoted') return 'relish';
  if (status === 'held' || status === 'paused') return 'mustard';
  return status === 'rolled-back' ? 'tomato' : 'gray';
};

/** .7834 → `0.78`, 12.3 → `12`. */
const times = (ratio: number): string => (ratio >= 10 ? count(ratio) : ratio.toFixed(2));

/** `0.78× (0.66 to 0.92)`; where nothing happened in the control there is no estimate. */
export const ratioText = ({ ratio: { estimate, low, high } }: Pick<RolloutFinding, 'ratio'>): string => {
  const range = high === undefined ? `${times(low)} or more` : `${times(low)} to ${times(high)}`;
  return estimate === undefined ? `? (${range})` : `${times(estimate)}× (${range})`;
};

/** What a guardrail allows: `at least 1×`. */
export const boundText = ({ guardrail, bound }: Pick<RolloutFinding, 'guardrail' | 'bound'>): string =>
  `${guardrail === 'conversion' ? 'at least' : 'at most'} ${bound}×`;

/** Evidence as a share of what it takes, from 0 to 1. */
export const nearness = ({ evidence, threshold }: Pick<RolloutFinding, 'evidence' | 'threshold'>): number =>
  threshold <= 0 ? 0 : Math.min(1, Math.max(0, evidence / threshold));

export const findingState = (finding: RolloutFinding): 'alarm' | 'watch' | 'fine' => {
  if (finding.isAlarm) return 'alarm';
  return nearness(finding) > 0.5 ? 'watch' : 'fine';
};

const DECISIONS: Readonly<Record<NonNullable<RolloutView['verdict']>['decision'], string>> = {
  wait: 'Waits',
  hold: 'Is about to hold',
  resume: 'Is about to go on',
  advance: 'Is about to advance',
  'roll-back': 'Is about to be taken back',
  promote: 'Is about to be promoted',
  expire: 'Is about to expire',
  abort: 'Is about to be aborted',
};

/** What is being done now, and why. */
export const verdictText = ({
  verdict,
  acts,
  status,
}: Pick<RolloutView, 'verdict' | 'acts' | 'status'>): string => {
  if (!verdict) {
    const [last] = acts;
    return last ? `${actText(last.act)} by ${last.author.id}: ${last.reason}` : statusText(status);
  }
  return `${DECISIONS[verdict.decision]}: ${verdict.reasons.join('; ')}.`;
};

/** Who has been counted so far. */
export const accountsText = ({ accounts: { challenger, control } }: RolloutView['evidence']): string =>
  `${counted(challenger, 'account')} of the challenger, ${count(control)} of the control`;
