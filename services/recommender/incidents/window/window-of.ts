import type {
  GoldenAnswer,
  IncidentWindow,
  Probe,
  RefusedArtifact,
} from '../../../contracts/incident-window.ts';
import type { RecommenderState } from '../../replay/recommender-state.ts';
import { businessIn } from './business-in.ts';
import type { LiveArtifact } from './learnt-from.ts';
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
  readonly refused: readonly RefusedArtifact[];
  /** Of each trained model the artifact that it answers from. */
  readonly live: readonly LiveArtifact[];
}

/**
 * What monitors read, as of the state's position: nobody may fold it on meanwhile. Costs a pass over the accounts and the
 * orders of a week, whose lines are read of 20,000 at most, and lets others have the thread every millisecond or so.
 */
export function* windowOf(state: RecommenderState, observed: Observed): Generator<undefined, IncidentWindow> {
  state.recount();
  const { recent, earlier } = state.recentAnswers;
  const lists = { recent: seenAnswersOf(recent), earlier: seenAnswersOf(earlier) };
  yield;
  const business = yield* businessIn(state, observed.live);
  const orders = ordersIn(state);
  yield;
  const placed = placedIn(state);
  yield;
  return {
    time: observed.time,
    position: state.position,
    fold: observed.fold,
    ...lists,
    probes: [...observed.probes],
    golden: [...observed.golden],
    refused: [...observed.refused],
    ...{ business, orders, placed },
    votes: yield* votesIn(state),
    newcomers: yield* newcomersIn(state),
  };
}
