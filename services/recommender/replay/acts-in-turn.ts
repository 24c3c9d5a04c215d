import { type EventLog, ORIGIN, type Position } from '../../platform/event-log/event-log.ts';
import { AppError } from '../../platform/http/app-error.ts';
import type { SubjectedAct } from './acts.ts';
import type { Follower } from './follower.ts';
import { OneByOne } from './one-by-one.ts';
import { ownEvent, type Stamp } from './own-events.ts';

/** Acts that follow one another have a source of their own, so that the log can keep them apart from the rest. */
const SOURCE = '/recommender/acts';
/** How long an act waits to be folded, in milliseconds. */
const PATIENCE = 5_000;
/** Other replicas that came first, one after the other, before somebody is asked to try again. */
const TRIES = 10;
/** Of people's acts, who come by the dozen. */
const MAX_WAITING = 500;

interface ActsInTurnDeps extends Stamp {
  readonly log: EventLog;
  readonly follower: Pick<Follower, 'reached'>;
}

const busy = (why: string): AppError =>
  new AppError(503, 'busy', `${why}: try again in a moment.`, { headers: { 'Retry-After': '2' } });

/**
 * Puts acts on the log one after the other, over all replicas: each is decided by a state that has all those before it
 * folded, and what is decided is appended whole or not at all. So nobody gets past a rule by being quick, and an approval
 * is of what is in force.
 */
export class ActsInTurn {
  readonly #deps: ActsInTurnDeps;
  readonly #turns = new OneByOne(MAX_WAITING, {
    code: 'busy',
    detail: 'Too many acts wait already: try again in a moment.',
    retryAfterSeconds: 2,
  });
  /** Of the last of these acts, as far as it is known here. */
  #last: Position = ORIGIN;

  constructor(deps: ActsInTurnDeps) {
    this.#deps = deps;
  }

  /**
   * @param decide what is to be done, by the state as it is then: nothing, perhaps; throws where it can't be
   * @returns the position of the last act, once it is in force
   * @throws AppError 503 `busy`, or what `decide` throws: nothing is on the log then
   */
  readonly put = async (decide: () => readonly SubjectedAct[]): Promise<Position> => {
    return this.#turns.do(() => this.#put(decide));
  };

  async #put(decide: () => readonly SubjectedAct[]): Promise<Position> {
    const { log, follower } = this.#deps;
    for (let tries = 0; tries < TRIES; tries++) {
      if (!(await follower.reached(this.#last, PATIENCE)))
        throw busy('What others did just now is not in force here yet');
      const events = decide().map(({ content, subject }) => ownEvent(content, subject, this.#deps, SOURCE));
      if (events.length === 0) return this.#last;
      const appended = await log.append(events, { expected: { source: SOURCE, position: this.#last } });
      if (appended.outcome === 'conflict') {
        this.#last = appended.actual;
        continue;
      }
      const position = appended.positions.at(-1);
      if (position === undefined) throw new Error('the log gave no position');
      this.#last = position;
      await follower.reached(position, PATIENCE);
      return position;
    }
    throw busy('Others were quicker again and again');
  }
}
