import type { RelishEvent } from '../../contracts/events.ts';
import { ORIGIN, type EventLog, type Position } from '../../platform/event-log/event-log.ts';
import { createShuffle } from './create-shuffle.ts';

const BATCH_EVENTS = 2_000;
/** One in so many statements is made twice. */
const REPEAT_ONE_IN = 10;

/** What is compared: a fold of the log that can say what it came to. */
export interface Fold {
  apply(events: readonly RelishEvent[], positionOf: (index: number) => Position, last: Position): void;
  digest(): string;
}

export interface Verification {
  readonly position: Position;
  readonly events: number;
  /** Statements that the second fold heard twice, and exposures that it never heard. */
  readonly repeated: number;
  readonly leftOut: number;
  /** Orders and items that an open incident keeps from counting: only the first fold heard them, and kept them aside. */
  readonly waiting: number;
  readonly inOrder: string;
  readonly shuffled: string;
  readonly equal: boolean;
}

interface VerifyOptions {
  readonly log: Pick<EventLog, 'read'>;
  readonly createFold: () => Fold;
  /** Decides the other order: the same seed, the same order. */
  readonly seed: number;
  /** How many events were folded, of both passes together. */
  readonly onProgress: (folded: number) => void;
  readonly stop: AbortSignal;
}

/** A run of the log, to be read again. */
interface Run {
  readonly after: Position;
  readonly count: number;
}

type Act = { readonly event: RelishEvent; readonly position: Position };

const isIncident = ({ type }: RelishEvent): boolean => type.startsWith('incident.');
const ACTS = ['account.', 'behaviours.', 'change.', 'experiment.', 'flag.', 'model.', 'policy.', 'rollout.'];
/** Moderation, policies, flags, changes, rollouts and experiments are decided here, one by one: their order is their meaning. */
const isAct = ({ type }: RelishEvent): boolean => ACTS.some((start) => type.startsWith(start));
/** Records of what went out, and of what models said. */
const isExposure = ({ type }: RelishEvent): boolean =>
  type === 'recommendation.exposed' || type === 'rendezvous.settled';
/** What says something of a whole is a fact; parts add up, and only the log keeps them from adding up twice. */
const isRepeatable = (event: RelishEvent): boolean =>
  event.type === 'order.placed' || !('lines' in event.data);

const isSaid = ({ event }: Act): boolean => !isAct(event) && !isIncident(event) && !isExposure(event);

/**
 * Where the incident was opened that still holds publication, if one does; none of them is opened while one is open.
 * What monitors find holds nothing.
 */
const createHoldWatch = () => {
  let open: { readonly incidentId: string; readonly position: Position } | undefined;
  return {
    note({ event, position }: Act): void {
      if (event.type === 'incident.opened' && event.data.kind === 'bad-records')
        open ??= { incidentId: event.data.incidentId, position };
      if (event.type === 'incident.closed' && event.data.incidentId === open?.incidentId) open = undefined;
    },
    heldAfter: () => open?.position,
  };
};

/** Folds in order of arrival and notes where the runs begin. */
const foldInOrder = async (fold: Fold, { log, onProgress, stop }: VerifyOptions) => {
  const runs: Run[] = [];
  const acts: Act[] = [];
  const holds = createHoldWatch();
  let after = ORIGIN;
  let events = 0;
  for (;;) {
    stop.throwIfAborted();
    const batch = await log.read(after, BATCH_EVENTS);
    if (batch.events.length === 0) {
      return { runs, acts, heldAfter: holds.heldAfter(), events, position: after };
    }
    fold.apply(batch.events, (index) => batch.positionOf(index), batch.last);
    batch.events.forEach((event, index) => {
      if (isAct(event)) acts.push({ event, position: batch.positionOf(index) });
      else if (isIncident(event)) holds.note({ event, position: batch.positionOf(index) });
    });
    runs.push({ after, count: batch.events.length });
    events += batch.events.length;
    after = batch.last;
    onProgress(events);
  }
};

/**
 * Folds the same events in another order: runs mixed, each mixed within, every tenth statement twice, no
 * exposures, and the acts of people at the very end. Incidents are left out, too: what waited for one that is over must
 * count as if it never had, and what waits for one that is open must not count, so it is left out with it. Memory holds
 * one run, however long the log is.
 */
const foldShuffled = async (
  fold: Fold,
  first: Awaited<ReturnType<typeof foldInOrder>>,
  { log, seed, onProgress, stop }: VerifyOptions,
) => {
  const { heldAfter } = first;
  const shuffle = createShuffle(seed);
  let [folded, repeated, leftOut, waiting] = [0, 0, 0, 0];
  for (const { after, count } of shuffle(first.runs)) {
    stop.throwIfAborted();
    const { events, last, positionOf } = await log.read(after, count);
    const said = events.map((event, index) => ({ event, position: positionOf(index) })).filter(isSaid);
    const statements = said.filter(({ position }) => position <= (heldAfter ?? position));
    const counted = statements.map(({ event }) => event);
    const repeatable = shuffle(counted.filter(isRepeatable));
    const again = repeatable.slice(0, Math.ceil(repeatable.length / REPEAT_ONE_IN));
    fold.apply(shuffle([...counted, ...again]), () => last, last);
    folded += events.length;
    repeated += again.length;
    leftOut += events.filter(isExposure).length;
    waiting += said.length - statements.length;
    onProgress(first.events + folded);
  }
  for (const { event, position } of first.acts) fold.apply([event], () => position, position);
  return { repeated, leftOut, waiting };
};

/**
 * Folds a log twice, in order of arrival and in another order, and compares what came out. Equal digests mean
 * that nobody can change a recommendation by being early, late or loud.
 * @throws the reason of `stop` when it aborts
 */
export const verifyLog = async (options: VerifyOptions): Promise<Verification> => {
  const fold = options.createFold();
  const first = await foldInOrder(fold, options);
  const inOrder = fold.digest();
  const other = options.createFold();
  const told = await foldShuffled(other, first, options);
  const shuffled = other.digest();
  const { position, events } = first;
  return { position, events, ...told, inOrder, shuffled, equal: inOrder === shuffled };
};
