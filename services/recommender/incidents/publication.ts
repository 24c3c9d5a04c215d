import { setInterval } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { IngestedEvent, RelishEvent } from '../../contracts/events.ts';
import type { Incident } from '../../contracts/http/incidents.ts';
import type { Author } from '../../contracts/primitives.ts';
import type { Appended, EventLog } from '../../platform/event-log/event-log.ts';
import { isBroken, RefusedShare, type WindowCounts } from '../ingest/refused-share.ts';
import type { Follower } from '../replay/follower.ts';
import { type OwnEvents, ownEvent } from '../replay/own-events.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { brokenContract, reasonToPublish } from './bad-records.ts';
import { openIncident } from './open-incident.ts';

/** How often an open incident is looked at, in milliseconds: so that a source that falls silent isn't waited for. */
const EVERY_MS = 1_000;
/** How long an opening waits to be folded, in milliseconds. It is durable by then, whatever happens. */
const PATIENCE = 5_000;
/** Nobody opens or closes these by hand: the policy does. */
const BY_ITSELF: Author = { id: 'relish', role: 'service' };

interface PublicationDeps {
  readonly log: EventLog;
  readonly state: RecommenderState;
  readonly follower: Follower;
  readonly put: OwnEvents;
  readonly logger: Logger;
  readonly newId: () => string;
  readonly now: () => number;
  /** Before the fold has caught up it doesn't know whether publication is held. */
  readonly isReady: () => boolean;
}

type Put = Pick<Appended, 'positions' | 'duplicate'>;
const NOTHING: Put = { positions: [], duplicate: [] };

/**
 * Holds publication while more events are refused than the policy accepts, and lets it go on. Whether it is held is
 * on the log, for every fold to know; only what came and what was refused is counted here, since the start.
 */
export class Publication implements AsyncDisposable {
  readonly #deps: PublicationDeps;
  readonly #share = new RefusedShare();
  readonly #started: number;
  readonly #stop = new AbortController();
  #watching: Promise<void> = Promise.resolve();
  #isOpening = false;
  #told: string | undefined;

  constructor(deps: PublicationDeps) {
    this.#deps = deps;
    this.#started = deps.now();
  }

  start(): void {
    this.#watching = this.#watch();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#watching;
  }

  /** What this process has counted over the contract's window. */
  counts(): WindowCounts {
    const { state, now } = this.#deps;
    return this.#share.counts(now(), state.policy.badRecords?.windowMinutes ?? 1);
  }

  /**
   * Puts a request's sound events on the log. If what was refused breaks the contract, the incident goes before them
   * in the same append: the events that came with the garbage are held already.
   * @param refused the code of each event's problem
   */
  async append(events: readonly IngestedEvent[], refused: readonly string[]): Promise<Put> {
    this.#share.count(this.#deps.now(), events.length, refused);
    const opening = this.#opening();
    if (opening) return this.#appendHeld(opening, events);
    return events.length === 0 ? NOTHING : this.#put(events);
  }

  /**
   * A person's word that publication goes on. The window begins anew: what was refused before doesn't hold it again.
   * @throws AppError 404, 409 if it is closed already
   */
  async close(incidentId: string, reason: string, author: Author): Promise<Incident> {
    const { incidents } = this.#deps.state;
    const found = openIncident(incidents, incidentId);
    this.#share.forget();
    await this.#close(incidentId, reason, author);
    return incidents.find(incidentId) ?? found;
  }

  /** The event that holds publication, when the contract is broken and nothing holds it yet. */
  #opening(): RelishEvent | undefined {
    const { state, isReady, now } = this.#deps;
    const contract = state.policy.badRecords;
    if (!contract || this.#isOpening || state.incidents.open || !isReady()) return undefined;
    if (!isBroken(this.#share.sums(now(), contract.windowMinutes), contract)) return undefined;
    const incidentId = this.#deps.newId();
    const told = brokenContract(contract, this.counts());
    const data = { incidentId, kind: 'bad-records', ...told, author: BY_ITSELF } as const;
    return ownEvent({ type: 'incident.opened', data }, `incidents/${incidentId}`, this.#deps);
  }

  async #appendHeld(opening: RelishEvent, events: readonly IngestedEvent[]): Promise<Put> {
    this.#isOpening = true;
    try {
      const { positions, duplicate } = await this.#put([opening, ...events]);
      const [position] = positions;
      if (position !== undefined) await this.#deps.follower.reached(position, PATIENCE);
      this.#tell();
      return { positions: positions.slice(1), duplicate: duplicate.slice(1) };
    } finally {
      this.#isOpening = false;
    }
  }

  async #put(events: readonly RelishEvent[]): Promise<Put> {
    const appended = await this.#deps.log.append(events);
    if (appended.outcome === 'conflict') throw new Error('a conflict without an expectation');
    return appended;
  }

  async #close(incidentId: string, reason: string, author: Author): Promise<void> {
    const data = { incidentId, reason, author };
    await this.#deps.put({ type: 'incident.closed', data }, `incidents/${incidentId}`);
    this.#tell();
  }

  async #watch(): Promise<void> {
    const { logger } = this.#deps;
    try {
      for await (const _ of setInterval(EVERY_MS, undefined, { signal: this.#stop.signal, ref: false })) {
        await this.#look().catch((error: unknown) => {
          logger.error({ err: error }, 'an open incident could not be looked at');
        });
      }
    } catch (error) {
      if (!this.#stop.signal.aborted) throw error;
    }
  }

  async #look(): Promise<void> {
    const { state, isReady, now } = this.#deps;
    if (!isReady()) return;
    this.#tell();
    const { open } = state.incidents;
    if (!open) return;
    const contract = state.policy.badRecords;
    const sums = this.#share.sums(now(), contract?.windowMinutes ?? 1);
    const waited = now() - Math.max(Date.parse(open.opened.time), this.#started);
    const reason = reasonToPublish(contract, sums, waited);
    if (reason !== undefined) await this.#close(open.incidentId, reason, BY_ITSELF);
  }

  /** Loud once: also after a restart, and when somebody else has opened or closed it. */
  #tell(): void {
    const { logger, state } = this.#deps;
    const { open } = state.incidents;
    if (open?.incidentId === this.#told) return;
    if (open) {
      const { incidentId, facts, opened } = open;
      logger.error({ incidentId, facts, since: opened.time }, `publication is held: ${opened.reason}`);
    } else logger.info({ incidentId: this.#told }, 'publication goes on');
    this.#told = open?.incidentId;
  }
}
