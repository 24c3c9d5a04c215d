import { setImmediate } from 'node:timers/promises';
import type { BlameRun } from '../../contracts/http/blame.ts';
import type { EventLog, Position } from '../../platform/event-log/event-log.ts';
import { ORIGIN } from '../../platform/event-log/event-log.ts';
import { positionAt, sequenceOf } from '../../platform/event-log/position.ts';
import { foldUpTo } from '../replay/fold-up-to.ts';
import { inTurns } from '../replay/in-turns.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import type { MakeState } from '../replay/replays.ts';
import { differsInPlace, differsInScore, gapOf, type Looks, placesWithin } from './gap.ts';
import { LogOutline } from './log-outline.ts';
import { type Look, lookAt } from './look-at.ts';
import type { Ranked } from './ranked.ts';
import { rankedAt, type Recorded } from './ranked-at.ts';

/** Events that are read at once: what models said is up to 2 kB each, and parsing them is a turn of its own. */
const PAGE = 1_000;
/** Looks within a gap, each time the log is folded past it: 32 narrow a million events to one in four folds. */
const LOOKS_A_FOLD = 32;

export interface LookBackDeps extends Pick<Recorded, 'modelFor'> {
  readonly log: Pick<EventLog, 'read'>;
  readonly makeState: MakeState;
}

/** What went out, the item asked about, and who hears of the progress. */
export interface LookBack extends LookBackDeps, Recorded {
  readonly itemId: string;
  readonly say: (progress: Omit<BlameRun, 'state'>) => void;
  readonly stop: AbortSignal;
}

/** The log up to the answer, from afar. @throws the reason of `stop` */
const outlineOf = async ({ log, answer, say, stop }: LookBack): Promise<LogOutline> => {
  const outline = new LogOutline(answer.model.name);
  const total = sequenceOf(answer.position);
  for (let after: Position = ORIGIN; after < answer.position;) {
    stop.throwIfAborted();
    const done = sequenceOf(after);
    say({ stage: 'reading', done, total });
    const batch = await log.read(after, Math.min(PAGE, total - done));
    if (batch.events.length === 0) throw new Error(`the log ends at ${after}, before ${answer.position}`);
    for (const [index, event] of batch.events.entries()) {
      const at = sequenceOf(batch.positionOf(index));
      if (at <= total) outline.note(event, at);
    }
    after = batch.last;
    await setImmediate();
  }
  return outline;
};

/** Brings a state up to its day, in slices and turns of their own: answers stay quick meanwhile. */
const refreshed = async (state: RecommenderState, stop: AbortSignal): Promise<void> => {
  await inTurns(state.recountInSteps(), stop);
  await setImmediate();
  state.refresh();
  await setImmediate();
};

/**
 * Folds the log once and looks at the item wherever it is to be looked at.
 * @param places counts of events, ascending
 * @param looks what is seen; undefined where the model of then can't be asked any more
 * @returns the state at the last place, and the items there
 */
const lookThrough = async (
  back: LookBack,
  places: readonly number[],
  looks: Map<number, Look | undefined>,
): Promise<{ readonly state: RecommenderState; readonly ranked: Ranked | undefined }> => {
  const { log, makeState, question, itemId, say, stop } = back;
  const total = places.at(-1) ?? 0;
  const state = await makeState(positionAt(places[0] ?? 0));
  let ranked: Ranked | undefined;
  for (const place of places) {
    await foldUpTo(log, state, positionAt(place), {
      onProgress: (reached) => say({ stage: 'looking', done: sequenceOf(reached), total }),
      stop,
    });
    await refreshed(state, stop);
    ranked = await rankedAt(back, state);
    looks.set(place, ranked && lookAt(state, ranked, question, itemId));
    await setImmediate();
    stop.throwIfAborted();
  }
  return { state, ranked };
};

const inOrder = (places: readonly number[]): readonly number[] => [...new Set(places)].sort((a, b) => a - b);

export interface LookedBack {
  readonly outline: LogOutline;
  readonly looks: Looks;
  /** As of the answer, like the items. */
  readonly state: RecommenderState;
  readonly ranked: Ranked;
}

/**
 * Looks at an item at the end of each day, around people's last acts and at the answer; then, ever nearer, where it came
 * to its place and to its score, until each is narrowed to one event. The log is folded a few times, from a snapshot
 * where there is one; each look costs about an answer on a new day.
 * @throws the reason of `stop`
 */
export const lookBack = async (back: LookBack): Promise<LookedBack> => {
  const outline = await outlineOf(back);
  const end = sequenceOf(back.answer.position);
  const looks = new Map<number, Look | undefined>();
  await lookThrough(back, [0], looks);
  const first = [
    ...outline.days.ends.map(({ at }) => at),
    ...outline.runs.flatMap((run) => [run.first - 1, run.last]),
    end,
  ];
  const { state, ranked } = await lookThrough(back, inOrder(first), looks);
  if (!ranked) throw new Error(`nobody can be asked what went out at ${back.answer.position}`);
  for (;;) {
    const gaps = [gapOf(looks, differsInPlace), gapOf(looks, differsInScore)];
    const places = gaps.flatMap((gap) => (gap ? placesWithin(gap, LOOKS_A_FOLD) : []));
    const unseen = places.filter((place) => !looks.has(place));
    if (unseen.length === 0) return { outline, looks, state, ranked };
    await lookThrough(back, inOrder(unseen), looks);
  }
};
