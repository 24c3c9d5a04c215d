import type { Logger } from 'pino';
import { ORIGIN, type Position } from '../../platform/event-log/event-log.ts';
import { AppError } from '../../platform/http/app-error.ts';
import type { Follower } from '../replay/follower.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { draftSnapshot, packSnapshot } from './encode-snapshot.ts';
import type { Snapshots } from './snapshots.ts';

/** A snapshot is due so many events after the last: folding them takes a second or less. */
const EVERY = 100_000;
/** The share of it after which it is tried again where it failed. */
const AGAIN = 0.1;

interface SnapshotKeeperDeps {
  /** Without them the fold begins with the log, and nothing is kept. */
  readonly kept?: Snapshots;
  /** Events between two snapshots. */
  readonly every?: number;
  /** Of the log: a snapshot past it is of another log. */
  readonly headAtStart: Position;
  readonly state: RecommenderState;
  readonly follower: Follower;
  readonly logger: Logger;
}

/** Starts a live state from the newest snapshot, and keeps new ones while it goes on. */
export class SnapshotKeeper implements AsyncDisposable {
  readonly #deps: SnapshotKeeperDeps;
  readonly #every: number;
  readonly #stop = new AbortController();
  #hasBegun: boolean;
  #due: number;
  #working: Promise<void> | undefined;

  constructor(deps: SnapshotKeeperDeps) {
    this.#deps = deps;
    this.#every = deps.every ?? EVERY;
    this.#due = this.#every;
    this.#hasBegun = !deps.kept;
  }

  /** Is the fold where the log was at the start, or further? */
  get hasCaughtUp(): boolean {
    return this.#hasBegun && this.#deps.state.position >= this.#deps.headAtStart;
  }

  /** @throws AppError 503 `starting` while the state is made from a snapshot: it says nothing that is true yet */
  checkBegun(): void {
    if (this.#hasBegun) return;
    const headers = { 'Retry-After': '1' };
    throw new AppError(503, 'starting', 'Relish is starting: ask again in a moment.', { headers });
  }

  /** The same for requests. */
  readonly gate = (_request: unknown, _response: unknown, next: () => void): void => {
    this.checkBegun();
    next();
  };

  /** Before the fold reads the log. */
  async before(): Promise<void> {
    const { kept, state, headAtStart, logger } = this.#deps;
    try {
      await kept?.restore(state, headAtStart, this.#stop.signal);
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      throw error;
    }
    this.#hasBegun = true;
    this.#due = Number(state.position) + this.#every;
    if (state.position > ORIGIN)
      logger.info({ position: state.position }, 'the fold goes on from a snapshot');
  }

  /**
   * Keeps a snapshot if one is due, in the background. Not while the fold catches up: those that it would keep then are
   * old already.
   */
  onFolded(): void {
    const { kept, state } = this.#deps;
    if (!kept || this.#working || !this.hasCaughtUp || Number(state.position) < this.#due) return;
    this.#working = this.#keepUnlessOthersDid(kept).finally(() => {
      this.#working = undefined;
    });
  }

  /**
   * Keeps a snapshot now.
   * @returns its position; undefined where none are kept
   * @throws AppError 503 `objects-away`
   */
  async keep(): Promise<Position | undefined> {
    const { kept, state, follower } = this.#deps;
    const { signal } = this.#stop;
    if (!kept) return undefined;
    const draft = await follower.still(() => draftSnapshot(state, signal));
    await kept.keep(await packSnapshot(draft, signal));
    this.#due = Number(draft.header.position) + this.#every;
    return draft.header.position;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#working;
  }

  async #keepUnlessOthersDid(kept: Snapshots): Promise<void> {
    const { state, logger } = this.#deps;
    try {
      const [newest = ORIGIN] = await kept.positions();
      this.#due = Number(newest) + this.#every;
      if (Number(state.position) < this.#due) return;
      logger.info({ position: await this.keep() }, 'a snapshot is kept');
    } catch (error) {
      this.#due = Number(state.position) + this.#every * AGAIN;
      if (!this.#stop.signal.aborted) logger.error({ err: error }, 'a snapshot could not be kept');
    }
  }
}
