import type { RelishEvent } from '../../services/contracts/events.ts';
import type { Answer, Question } from '../../services/contracts/http/answers.ts';
import type { FindingKind } from '../../services/contracts/http/incidents.ts';
import type { GoldenAnswer, IncidentWindow, Probe } from '../../services/contracts/incident-window.ts';
import { exposureOf } from '../../services/recommender/answers/exposures.ts';
import { differentPairs } from '../../services/recommender/behaviours/different-pairs.ts';
import type { Finding } from '../../services/recommender/incidents/monitors/monitor.ts';
import { monitors } from '../../services/recommender/incidents/monitors/monitors.ts';
import type { LiveArtifact } from '../../services/recommender/incidents/window/learnt-from.ts';
import { windowOf } from '../../services/recommender/incidents/window/window-of.ts';
import type { RecommenderState } from '../../services/recommender/replay/recommender-state.ts';
import { drained } from '../../services/recommender/votes/in-steps.ts';
import { applyTo, listOf, recommended } from './fold.ts';

type Recommend = (state: RecommenderState, question: Question) => Answer;

const PROBES_KEPT = 60;
const PAIRS = 2;

/** What all monitors find. */
export const findingsIn = (window: IncidentWindow): ReadonlyMap<FindingKind, Finding> => {
  const found = new Map<FindingKind, Finding>();
  for (const monitor of monitors) {
    const finding = monitor.runOnce(window);
    if (finding) found.set(monitor.name, finding);
  }
  return found;
};

/** A shop as the monitors see it, on an event's clock: what goes out is written down, pairs are asked for. */
export class WatchedShop {
  readonly state: RecommenderState;
  recommend: Recommend;
  #time: string;
  #requests = 0;
  readonly #probes: Probe[] = [];
  readonly golden: GoldenAnswer[] = [];
  /** Artifacts of trained models that are live. */
  live: readonly LiveArtifact[] = [];

  constructor(state: RecommenderState, time: string, recommend: Recommend = listOf) {
    [this.state, this.#time, this.recommend] = [state, time, recommend];
  }

  /** Lists that went out. */
  get requests(): number {
    return this.#requests;
  }

  apply(event: RelishEvent): void {
    if (event.time > this.#time) this.#time = event.time;
    applyTo(this.state, [event]);
  }

  /** Somebody looks at his list, and it is written down. @param seconds after the last thing that happened */
  look(accountId: string, seconds = 1): Answer {
    this.#time = new Date(Date.parse(this.#time) + seconds * 1_000).toISOString();
    const question = recommended(accountId, 5);
    const requestId = `r-${++this.#requests}`;
    const answer: Answer = { ...this.recommend(this.state, question), requestId, variant: 'peers' };
    applyTo(this.state, [exposureOf(question, answer, this.#time)]);
    return answer;
  }

  /** @param microseconds that an answer takes, as if it had been measured */
  window(microseconds = 1_000): IncidentWindow {
    for (const pair of differentPairs(this.state, Number(this.state.position), PAIRS)) {
      const [one, other] = pair.map((account) => this.recommend(this.state, recommended(account, 5)));
      const isSame =
        JSON.stringify(one!.items.map(({ itemId }) => itemId)) ===
        JSON.stringify(other!.items.map(({ itemId }) => itemId));
      this.#probes.push({ model: one!.model.name, basis: one!.basis, isSame, microseconds });
    }
    this.#probes.splice(0, this.#probes.length - PROBES_KEPT);
    const fold = { behind: 0, stillSeconds: 0 };
    const seen = { probes: this.#probes, golden: this.golden, refused: [], live: this.live };
    return drained(windowOf(this.state, { time: this.#time, fold, ...seen }));
  }

  /** What the monitors find now. */
  findings(microseconds?: number): ReadonlyMap<FindingKind, Finding> {
    return findingsIn(this.window(microseconds));
  }
}
