import { setImmediate } from 'node:timers/promises';
import type { Answer, Question } from '../../contracts/http/answers.ts';
import type { GoldenAnswer, Probe } from '../../contracts/incident-window.ts';
import { canonicalJson } from '../../platform/digest/canonical-digest.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { differentPairs } from '../behaviours/different-pairs.ts';
import { isTrusted } from '../models/models.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import type { RecentAnswer } from './recent-answers.ts';

/** Of one look: pairs that are asked for, and recorded answers that are computed again. */
const PAIRS = 4;
const GOLDEN = 3;
/** Results that are kept. */
const KEPT = 120;
/** As far as people look. */
const LIMIT = 5;

interface AskingDeps {
  readonly state: RecommenderState;
  /** What would go out now. Nothing is written down. */
  readonly preview: (question: Question) => Promise<Answer>;
  /** Computes a past answer again from the log as it was. @throws AppError */
  readonly reproduce: (requestId: string) => Promise<Answer & { identical: boolean }>;
}

const listOf = ({ items }: Answer): string => JSON.stringify(items.map(({ itemId }) => itemId));

/** What of an answer follows from the votes alone: neither its id and position, nor the state of engines. */
const substanceOf = ({ items, certificate, model, basis, policy }: Answer): string =>
  canonicalJson({ items, certificate, model, basis, policy });

/** Who fell down the ladder then needn't now, and of a trained model another artifact may have taken over since. */
const isOfTheSame = (then: Answer, now: Answer): boolean =>
  then.servedBy === now.servedBy && (isTrusted(then.model.name) || then.model.digest === now.model.digest);

/** Asks what accounts would be answered, as they would be: nothing goes out, nothing is written down. */
export class Asking {
  readonly #deps: AskingDeps;
  readonly #probes: Probe[] = [];
  readonly #golden: GoldenAnswer[] = [];
  #hasReproduced = false;

  constructor(deps: AskingDeps) {
    this.#deps = deps;
  }

  /** Oldest first. */
  get probes(): readonly Probe[] {
    return this.#probes;
  }

  /** Oldest first. */
  get golden(): readonly GoldenAnswer[] {
    return this.#golden;
  }

  /**
   * One look: some pairs of accounts, and some of the last answers once more. Others have the thread in between.
   * @throws the reason of `stop`
   */
  async ask(stop: AbortSignal): Promise<void> {
    const { state } = this.#deps;
    for (const [one, other] of differentPairs(state, Number(state.position), PAIRS)) {
      await setImmediate();
      stop.throwIfAborted();
      await this.#probe(one, other);
    }
    if (!this.#hasReproduced) await this.#reproduceOnce(stop);
    const known = new Set(this.#golden.map(({ requestId }) => requestId));
    const unknown = state.recentAnswers.comparable().filter(({ exposure }) => !known.has(exposure.id));
    for (const answer of unknown.slice(0, GOLDEN)) {
      await setImmediate();
      stop.throwIfAborted();
      await this.#compare(answer);
    }
  }

  async #probe(one: string, other: string): Promise<void> {
    const askFor = (accountId: string) =>
      this.#deps.preview({ kind: 'recommendations', accountId, limit: LIMIT });
    const began = performance.now();
    const [first, second] = [await askFor(one), await askFor(other)];
    const microseconds = Math.round(((performance.now() - began) * 1_000) / 2);
    const isSame = first.items.length > 0 && listOf(first) === listOf(second);
    this.#keep(this.#probes, { model: first.model.name, basis: first.basis, isSame, microseconds });
  }

  /** Since the last start the code may be another one: does it still say what the log says that it said? */
  async #reproduceOnce(stop: AbortSignal): Promise<void> {
    this.#hasReproduced = true;
    for (const { exposure } of this.#deps.state.recentAnswers.recent.slice(-GOLDEN)) {
      stop.throwIfAborted();
      try {
        const { identical, model } = await this.#deps.reproduce(exposure.id);
        this.#keep(this.#golden, { requestId: exposure.id, model: model.name, isIdentical: identical });
      } catch (error) {
        // It waits to be recorded, its model isn't live, or too many replays are asked for: no word about the answer.
        if (!(error instanceof AppError)) throw error;
      }
    }
  }

  async #compare(recorded: RecentAnswer): Promise<void> {
    const { question, answer: then } = recorded.exposure.data;
    const now = await this.#deps.preview(question);
    // Something that counts may have happened meanwhile.
    const isComparable = this.#deps.state.recentAnswers.comparable().includes(recorded);
    if (!isComparable || !isOfTheSame(then, now)) return;
    const isIdentical = substanceOf(then) === substanceOf(now);
    this.#keep(this.#golden, { requestId: recorded.exposure.id, model: then.model.name, isIdentical });
  }

  #keep<T>(results: T[], result: T): void {
    results.push(result);
    if (results.length > KEPT) results.shift();
  }
}
