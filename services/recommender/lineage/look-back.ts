import { setImmediate } from 'node:timers/promises';
import type { Answer, Question } from '../../contracts/http/answers.ts';
import type { BlameRun } from '../../contracts/http/blame.ts';
import type { EventLog, Position } from '../../platform/event-log/event-log.ts';
import { ORIGIN } from '../../platform/event-log/event-log.ts';
import { positionAt, sequenceOf } from '../../platform/event-log/position.ts';
import { AppError } from '../../platform/http/app-error.ts';
import type { FlaggedModel } from '../answers/flagged-model.ts';
import { isTrusted, type TrustedName } from '../models/models.ts';
import { foldUpTo } from '../replay/fold-up-to.ts';
import { inTurns } from '../replay/in-turns.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import type { MakeState } from '../replay/replays.ts';
import { differsInPlace, differsInScore, gapOf, type Looks, placesWithin } from './gap.ts';
import { LogOutline } from './log-outline.ts';
import { type Look, lookAt } from './look-at.ts';

/** Events that are read at once: what models said is up to 2 kB each, and parsing them is a turn of its own. */
const PAGE = 1_000;
/** Looks within a gap, each time the log is folded past it: 32 narrow a million events to one in four folds. */
const LOOKS_A_FOLD = 32;

export interface LookBackDeps {
  readonly log: Pick<EventLog, 'read'>;
  readonly makeState: MakeState;
  /** The model that the flags of a state give. */
  readonly modelFor: (state: RecommenderState, question: Question) => Promise<FlaggedModel>;
}

/** What went out, the item asked about, and who hears of the progress. */
export interface LookBack extends LookBackDeps {
  readonly question: Question;
  readonly answer: Answer;
  readonly itemId: string;
  readonly say: (progress: Omit<BlameRun, 'state'>) => void;
  readonly stop: AbortSignal;
}

/** The log up to the answer, from afar. @throws the reason of `stop` */
const outlineOf = async ({ log, answer, say, stop }: LookBack): Promise<LogOutline> => {
  const outline = new LogOutline();
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

/** What is looked at where a past list came from a model that runs apart: who would have stood in for it. */
const STAND_IN: TrustedName = 'peers';

/**
 * The model that answered.
 * @throws AppError 409 `not-from-votes`
 */
export const answeredBy = ({ model: { name } }: Pick<Answer, 'model'>): TrustedName => {
  if (isTrusted(name)) return name;
  const detail = `${name} learned apart from the votes, so its scores have no parts to blame. Ask for a list that peers or popular made, or have this one computed again.`;
  throw new AppError(409, 'not-from-votes', detail);
};

/** What was answered: where no model had an answer in time, the same list for everybody went out. */
export const questionAnswered = (question: Question, { servedBy }: Answer): Question =>
  servedBy === 'default' ? { kind: 'popular', limit: question.limit } : question;

/** The model that answered, also where it stood in for the one that the flags gave; elsewhere that of the flags. */
const modelOf = async (back: LookBack, state: RecommenderState): Promise<TrustedName> => {
  const { answer, question, modelFor } = back;
  if (state.position === answer.position) return answeredBy(answer);
  const { model, variant } = await modelFor(state, question);
  if (variant !== undefined && variant === answer.variant) return answeredBy(answer);
  return isTrusted(model) ? model : STAND_IN;
};

/**
 * Folds the log once and looks at the item wherever it is to be looked at.
 * @param places counts of events, ascending
 * @returns the state at the last place
 */
const lookThrough = async (
  back: LookBack,
  places: readonly number[],
  looks: Map<number, Look>,
): Promise<RecommenderState> => {
  const { log, makeState, question, itemId, say, stop } = back;
  const total = places.at(-1) ?? 0;
  const state = await makeState(positionAt(places[0] ?? 0));
  for (const place of places) {
    await foldUpTo(log, state, positionAt(place), {
      onProgress: (reached) => say({ stage: 'looking', done: sequenceOf(reached), total }),
      stop,
    });
    const model = await modelOf(back, state);
    // A new day counts everybody anew, in slices, and makes the index anew, in a turn of its own: answers stay quick.
    await inTurns(state.recountInSteps(), stop);
    await setImmediate();
    state.refresh();
    await setImmediate();
    looks.set(place, lookAt(state, model, question, itemId));
    await setImmediate();
    stop.throwIfAborted();
  }
  return state;
};

export interface LookedBack {
  readonly outline: LogOutline;
  readonly looks: Looks;
  /** As of the answer. */
  readonly state: RecommenderState;
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
  const looks = new Map<number, Look>();
  await lookThrough(back, [0], looks);
  const first = [
    ...outline.days.ends.map(({ at }) => at),
    ...outline.runs.flatMap((run) => [run.first - 1, run.last]),
    end,
  ];
  const state = await lookThrough(
    back,
    [...new Set(first)].sort((a, b) => a - b),
    looks,
  );
  for (;;) {
    const gaps = [gapOf(looks, differsInPlace), gapOf(looks, differsInScore)];
    const places = gaps.flatMap((gap) => (gap ? placesWithin(gap, LOOKS_A_FOLD) : []));
    if (places.length === 0) return { outline, looks, state };
    await lookThrough(
      back,
      [...new Set(places)].sort((a, b) => a - b),
      looks,
    );
  }
};
