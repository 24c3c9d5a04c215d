import type { Logger } from 'pino';
import type { BehaviourRun } from '../../contracts/http/behaviours.ts';
import type { FindingKind, FoundIncident, Incident } from '../../contracts/http/incidents.ts';
import type { IncidentWindow, RefusedArtifact } from '../../contracts/incident-window.ts';
import type { Author } from '../../contracts/primitives.ts';
import type { Chore } from '../../platform/chores/chores.ts';
import type { EventLog, Position } from '../../platform/event-log/event-log.ts';
import { sequenceOf } from '../../platform/event-log/position.ts';
import { brokenBehaviours } from '../behaviours/broken-behaviours.ts';
import { type Ask, runBehaviours } from '../behaviours/run-behaviours.ts';
import type { Follower } from '../replay/follower.ts';
import { inTurns } from '../replay/in-turns.ts';
import type { OwnEvents } from '../replay/own-events.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import type { Asking } from './asking.ts';
import type { IncidentBundles } from './bundles/incident-bundles.ts';
import type { Finding } from './monitors/monitor.ts';
import { monitors } from './monitors/monitors.ts';
import { openIncident } from './open-incident.ts';
import type { LiveArtifact } from './window/learnt-from.ts';
import { windowOf } from './window/window-of.ts';

/** Between two looks, in milliseconds. */
const EVERY_MS = 5_000;
/** Statements, and artifacts, are checked once in so many looks: each minute. */
const SELDOM = 12;
/** What wasn't seen for so long is over. */
const QUIET_MS = 10 * 60_000;
/** Whoever hasn't looked for so long doesn't know what the other replicas saw meanwhile. */
const BLIND_MS = 5 * 60_000;
/** What a person has closed isn't opened again for so long, unless it was over in between, or a monitor says otherwise. */
const PATIENCE_HOURS = 1;
const HOUR_MS = 60 * 60_000;
/** Nobody opens these by hand. */
const BY_ITSELF: Author = { id: 'relish', role: 'service' };

type Found = ReadonlyMap<FindingKind, Finding>;
const patienceOf = (kind: FindingKind): number =>
  HOUR_MS * (monitors.find(({ name }) => name === kind)?.patienceHours ?? PATIENCE_HOURS);

type Behaviours = Omit<BehaviourRun, 'model'>;

interface IncidentWatchDeps {
  readonly log: Pick<EventLog, 'head' | 'awaySince'>;
  readonly state: RecommenderState;
  readonly follower: Pick<Follower, 'still'>;
  readonly put: OwnEvents;
  readonly asking: Asking;
  /** Artifacts of trained models that aren't believed. */
  readonly refused: () => readonly RefusedArtifact[];
  /** Looks at what is kept of those that answer. */
  readonly recheck: () => Promise<void>;
  /** Those that answer. */
  readonly live: () => readonly LiveArtifact[];
  /** What accounts are given. */
  readonly preview: Ask;
  /** Without them incidents are opened all the same. */
  readonly bundles: IncidentBundles | undefined;
  readonly logger: Logger;
  readonly newId: () => string;
  /** Milliseconds. */
  readonly now: () => number;
  /** Before the fold has caught up it sees the past. */
  readonly isReady: () => boolean;
}

/**
 * Looks for what is weird, every few seconds: runs all monitors, opens an incident for what they find, with a bundle of
 * what they saw, and closes it when it wasn't seen for a while. To look twice does no harm: of each kind the log knows
 * one open incident.
 */
export class IncidentWatch {
  readonly #deps: IncidentWatchDeps;
  /** By kind: since when it isn't seen any more, where it was open or closed by a person. */
  readonly #quietSince = new Map<FindingKind, number>();
  /** By kind: where on the log it was opened here last, which a fold that stands still doesn't know yet. */
  readonly #opened = new Map<FindingKind, Position>();
  #looks = 0;
  #lookedAt = 0;
  #behaviours: Behaviours | undefined;
  /** Where the fold was when it was first seen behind the log, and when that was. */
  #stuck: { readonly position: Position; readonly since: number } | undefined;

  constructor(deps: IncidentWatchDeps) {
    this.#deps = deps;
  }

  /** As the statements were checked here last. */
  get behaviours(): Behaviours | undefined {
    return this.#behaviours;
  }

  /** Once over all replicas. */
  get chore(): Chore {
    return { name: 'recommender.incidents', everyMs: EVERY_MS, work: (signal) => this.look(signal) };
  }

  /** @throws the reason of `stop`, or AppError 503 where the log takes nothing: the next look makes up for it */
  async look(stop: AbortSignal): Promise<void> {
    const { log, state, follower, asking, recheck, isReady } = this.#deps;
    if (!isReady() || log.awaySince() !== undefined) return;
    await asking.ask(stop);
    if (this.#looks++ % SELDOM === 0) {
      await recheck();
      await this.#checkBehaviours();
    }
    stop.throwIfAborted();
    const window = await follower.still(() => inTurns(windowOf(state, this.#observed()), stop));
    const found = new Map<FindingKind, Finding>();
    for (const monitor of monitors) {
      const finding = monitor.runOnce(window);
      if (finding) found.set(monitor.name, finding);
    }
    const broken = brokenBehaviours(state.behaviours.documents, this.#behaviours?.results ?? []);
    if (broken) found.set('behaviour', broken);
    for (const [kind, finding] of found) await this.#note(kind, finding, window, stop);
    await this.#closeWhatIsOver(found);
  }

  /**
   * A person's word that it is over, and right as it is.
   * @throws AppError 404, 409 if it is closed already
   */
  async close(incidentId: string, reason: string, author: Author): Promise<Incident> {
    const { incidents } = this.#deps.state;
    const found = openIncident(incidents, incidentId);
    await this.#close(incidentId, reason, author);
    return incidents.find(incidentId) ?? found;
  }

  #observed() {
    const { log, state, now, asking, refused, live } = this.#deps;
    const behind = Math.max(0, sequenceOf(log.head()) - sequenceOf(state.position));
    const time = new Date(now()).toISOString();
    const fold = { behind, stillSeconds: this.#stillSeconds(behind) };
    const { probes, golden } = asking;
    return { time, fold, probes, golden, refused: refused(), live: live() };
  }

  /** How long the fold has had something before it and didn't move: that nothing happens isn't standing still. */
  #stillSeconds(behind: number): number {
    const { state, now } = this.#deps;
    const { position } = state;
    if (behind === 0) this.#stuck = undefined;
    else if (this.#stuck?.position !== position) this.#stuck = { position, since: now() };
    return this.#stuck ? Math.max(0, Math.floor((now() - this.#stuck.since) / 1_000)) : 0;
  }

  async #checkBehaviours(): Promise<void> {
    const { state, preview, now } = this.#deps;
    const { position } = state;
    const results = await runBehaviours(state, preview, state.behaviours.documents);
    this.#behaviours = { position, time: new Date(now()).toISOString(), results };
  }

  async #note(kind: FindingKind, finding: Finding, window: IncidentWindow, stop: AbortSignal): Promise<void> {
    if (!this.#mayOpen(kind)) return;
    const { newId, put, bundles, logger } = this.#deps;
    const incidentId = newId();
    const { reason, facts } = finding;
    await bundles?.capture({ incidentId, kind, ...finding, window }, stop).catch((error: unknown) => {
      stop.throwIfAborted();
      logger.error({ err: error, incidentId }, 'the bundle of an incident could not be kept');
    });
    const data = { incidentId, kind, facts, reason, author: BY_ITSELF };
    this.#opened.set(kind, await put({ type: 'incident.opened', data }, `incidents/${incidentId}`));
    logger.error({ incidentId, kind, facts }, `an incident is open: ${reason}`);
  }

  #mayOpen(kind: FindingKind): boolean {
    const { incidents, position } = this.#deps.state;
    if (incidents.found.some((open) => open.kind === kind)) return false;
    const opened = this.#opened.get(kind);
    if (opened !== undefined && position < opened) return false;
    const { closed } = incidents.lastClosed(kind) ?? {};
    if (!closed || closed.author.role === 'service') return true;
    const at = Date.parse(closed.time);
    const quiet = this.#quietSince.get(kind);
    return this.#deps.now() - at >= patienceOf(kind) || (quiet !== undefined && quiet >= at);
  }

  async #closeWhatIsOver(found: Found): Promise<void> {
    const { state, now } = this.#deps;
    if (now() - this.#lookedAt >= BLIND_MS) this.#quietSince.clear();
    this.#lookedAt = now();
    for (const kind of found.keys()) this.#quietSince.delete(kind);
    for (const { name } of [...monitors, { name: 'behaviour' } as const]) {
      if (!found.has(name) && !this.#quietSince.has(name)) this.#quietSince.set(name, now());
    }
    const isOver = ({ kind }: FoundIncident) => now() - (this.#quietSince.get(kind) ?? now()) >= QUIET_MS;
    const reason = `Not seen for ${QUIET_MS / 60_000} minutes.`;
    for (const { incidentId } of state.incidents.found.filter(isOver))
      await this.#close(incidentId, reason, BY_ITSELF);
  }

  async #close(incidentId: string, reason: string, author: Author): Promise<void> {
    const { put, logger } = this.#deps;
    const data = { incidentId, reason, author };
    await put({ type: 'incident.closed', data }, `incidents/${incidentId}`);
    logger.info({ incidentId }, `an incident is closed: ${reason}`);
  }
}
