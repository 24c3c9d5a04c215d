import { count, counted, percent } from '../../look/format.ts';
import type { ModelRow, Models } from './use-models.ts';

const ONE = 1_000_000;

/** Rungs from the best to the worst, as `ModelRow['rungs']` has them. */
export const RUNGS = ['by30', 'by40', 'by45', 'late', 'silent', 'failed', 'skipped'] as const;
export type Rung = (typeof RUNGS)[number];

export const RUNG_WORDS: Readonly<Record<Rung, string>> = {
  by30: 'Within 30 ms',
  by40: 'Within 40 ms',
  by45: 'Within 45 ms',
  late: 'Too late',
  silent: 'Never',
  failed: 'Failed',
  skipped: 'Not asked',
};

const RUNS_WORDS: Readonly<Record<ModelRow['runs'], string>> = {
  thread: 'beside the votes',
  worker: 'in a thread of its own',
  remote: 'on another server',
};
export const runsText = (runs: ModelRow['runs']): string => RUNS_WORDS[runs];

const SERVED_WORDS: Readonly<Record<Models['servedBy'][number]['servedBy'], string>> = {
  preferred: 'the flag’s model',
  baseline: 'the baseline',
  'safety-net': 'the safety net',
  challenger: 'a challenger',
  default: 'the default list',
};

/** Microseconds: 830 → `0.83 ms`, 12345 → `12.3 ms`; `–` where there are none. */
export const millisText = (micros: number, lists: number): string => {
  if (lists === 0) return '–';
  const millis = micros / 1_000;
  return `${millis < 1 ? millis.toFixed(2) : millis < 100 ? millis.toFixed(1) : count(millis)} ms`;
};

/** Who served what share of all lists, the largest first. */
export const servedText = ({ servedBy, requests }: Pick<Models, 'servedBy' | 'requests'>): string =>
  [...servedBy]
    .sort((a, b) => b.requests - a.requests)
    .map((one) => `${percent(one.requests / Math.max(1, requests))} by ${SERVED_WORDS[one.servedBy]}`)
    .join(', ');

/** How often others stood in for it; undefined where nobody had to. */
export const replacedText = ({ replacedBy }: Pick<ModelRow, 'replacedBy'>): string | undefined =>
  replacedBy.length === 0
    ? undefined
    : replacedBy
        .map(({ servedBy, requests }) => `${count(requests)} by ${SERVED_WORDS[servedBy]}`)
        .join(', ');

/** What it has in common with the baseline, and whether in the same order (Kendall’s τ). */
export const agreementText = ({ agreement }: Pick<ModelRow, 'agreement'>): string => {
  const [first] = [...agreement].sort((a, b) => b.lists - a.lists);
  if (!first) return '–';
  const order = first.order === undefined ? '' : `, order ${(first.order / ONE).toFixed(2)}`;
  return `${percent(first.overlap / ONE)} of ${first.with}${order}`;
};

/** `down: it has not answered for 1000 ms; 2 restarts`. */
export const stateText = ({ state }: Pick<ModelRow, 'state'>): string => {
  const problem = state.is !== 'live' && state.problem !== undefined ? `: ${state.problem}` : '';
  const restarts = state.restarts > 0 ? `; ${counted(state.restarts, 'restart')}` : '';
  return `${state.is}${problem}${restarts}`;
};

/** Shares of all requests at which it had a seat, by rung; all 0 where it never had. */
export const rungShares = ({ rungs }: Pick<ModelRow, 'rungs'>): Readonly<Record<Rung, number>> => {
  const all = Math.max(
    1,
    RUNGS.reduce((sum, rung) => sum + rungs[rung], 0),
  );
  const of = (rung: Rung) => rungs[rung] / all;
  return {
    ...{ by30: of('by30'), by40: of('by40'), by45: of('by45'), late: of('late') },
    ...{ silent: of('silent'), failed: of('failed'), skipped: of('skipped') },
  };
};
