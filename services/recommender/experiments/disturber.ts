import type { Logger } from 'pino';
import type { ExperimentView } from '../../contracts/http/experiments.ts';
import type { Disturbance } from '../rendezvous/disturbance.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import type { Replays } from '../replay/replays.ts';
import { isWithin } from './blast-radius.ts';
import { isOver } from './why-stop.ts';

interface DisturberDeps {
  readonly state: RecommenderState;
  readonly replays: Pick<Replays, 'at'>;
  readonly logger: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What is done to one list. */
export interface Touch extends Disturbance {
  /** What it is made from instead of what is known now, … */
  readonly past?: RecommenderState;
  /** … and since when that is old: ISO 8601. */
  readonly since?: string;
}

interface Past {
  readonly experimentId: string;
  readonly state?: RecommenderState;
}

/** Whom the experiment that runs touches, and how: established accounts within its blast radius, while it isn't over. */
export class Disturber {
  readonly #deps: DisturberDeps;
  /** As it was when the experiment that runs began. */
  #past: Past | undefined;

  constructor(deps: DisturberDeps) {
    this.#deps = deps;
  }

  /** Whether nothing may reach the object store now. */
  get isStoreLost(): boolean {
    return this.#running()?.document.fault.kind === 'objects-away';
  }

  /** @returns undefined for whoever is left alone */
  touch(accountId: string): Touch | undefined {
    const running = this.#running();
    if (!running || !isWithin(running.document, accountId) || !this.#isEstablished(accountId))
      return undefined;
    const { experimentId, fault } = running.document;
    switch (fault.kind) {
      case 'delay':
      case 'drop-inputs':
        return { experimentId, fault };
      case 'stale': {
        const past = this.#pastOf(running);
        return past && { experimentId, fault, past, since: running.started.time };
      }
      case 'objects-away':
        return undefined;
    }
  }

  #running(): ExperimentView | undefined {
    const { active } = this.#deps.state.experiments;
    if (active && !isOver(active, this.#deps.now())) return active;
    this.#past = undefined;
    return undefined;
  }

  #isEstablished(accountId: string): boolean {
    const { state } = this.#deps;
    const account = state.accounts.find(accountId);
    if (account === undefined) return false;
    state.recount();
    return state.tally.standing(account) === 'established';
  }

  /** Undefined until it is folded; and once the flags have changed: those of now are everybody's, at once. */
  #pastOf({ document: { experimentId }, started }: ExperimentView): RecommenderState | undefined {
    if (this.#past?.experimentId !== experimentId) {
      this.#past = { experimentId };
      void this.#fold(experimentId, started.position);
    }
    const { state: past } = this.#past;
    return past?.flags.digest === this.#deps.state.flags.digest ? past : undefined;
  }

  async #fold(experimentId: string, position: string): Promise<void> {
    const { replays, logger } = this.#deps;
    try {
      const state = await replays.at(position);
      if (this.#past?.experimentId === experimentId) this.#past = { experimentId, state };
    } catch (error) {
      logger.error(
        { err: error, experimentId },
        'what was known then can not be folded: no list is made stale',
      );
    }
  }
}
