import type { GoldenAnswer, IncidentWindow, Probe } from '../../../contracts/incident-window.ts';
import type { RecommenderState } from '../../replay/recommender-state.ts';
import { newcomersIn } from './newcomers-in.ts';
import { ordersIn } from './orders-in.ts';
import { placedIn } from './placed-in.ts';
import { seenAnswersOf } from './seen-answers.ts';
import { votesIn } from './votes-in.ts';

/** What isn't in the state: it was measured. */
export interface Observed {
  /** ISO 8601. */
  readonly time: string;
  readonly fold: IncidentWindow['fold'];
  readonly probes: readonly Probe[];
  readonly golden: readonly GoldenAnswer[];
}

/** What monitors read, as of the state's position. Costs a pass over the accounts and the orders of three days. */
export const windowOf = (state: RecommenderState, observed: Observed): IncidentWindow => {
  state.recount();
  const { recent, earlier } = state.recentAnswers;
  return {
    time: observed.time,
    position: state.position,
    fold: observed.fold,
    recent: seenAnswersOf(recent),
    earlier: seenAnswersOf(earlier),
    probes: [...observed.probes],
    golden: [...observed.golden],
    orders: ordersIn(state),
    placed: placedIn(state),
    votes: votesIn(state),
    newcomers: newcomersIn(state),
  };
};
