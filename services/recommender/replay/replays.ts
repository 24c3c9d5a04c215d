import type { EventLog, Position } from '../../platform/event-log/event-log.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { foldUpTo } from './fold-up-to.ts';
import { OneByOne } from './one-by-one.ts';
import type { RecommenderState } from './recommender-state.ts';

/** States of past positions that are kept, and how many may wait for theirs. */
const KEPT = 2;
const MAX_WAITING = 16;

/** Where a fold up to a position begins: an empty state with the initial policy and flags, or one from a snapshot. */
export type MakeState = (upTo: Position) => RecommenderState | Promise<RecommenderState>;

/** States of the past, folded from the log again when somebody asks; one at a time, so that nobody can swamp us. */
export class Replays {
  readonly #log: EventLog;
  readonly #makeState: MakeState;
  readonly #kept = new Map<Position, RecommenderState>();
  readonly #turns = new OneByOne(MAX_WAITING, {
    code: 'too-many-replays',
    detail: 'Too many past states are asked for at once: try again soon.',
    retryAfterSeconds: 2,
  });

  constructor(log: EventLog, makeState: MakeState) {
    this.#log = log;
    this.#makeState = makeState;
  }

  /**
   * The state as of a position.
   * @throws AppError 422 for a position past the head of the log, 503 when too many wait
   */
  async at(position: Position): Promise<RecommenderState> {
    if (position > this.#log.head()) {
      throw new AppError(
        422,
        'unknown-position',
        `The log ends at ${this.#log.head()}: ask for that or earlier.`,
      );
    }
    return this.#turns.do(() => this.#kept.get(position) ?? this.#fold(position));
  }

  async #fold(position: Position): Promise<RecommenderState> {
    const state = await this.#makeState(position);
    await foldUpTo(this.#log, state, position);
    this.#kept.set(position, state);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return state;
  }
}
