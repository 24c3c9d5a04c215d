import type { Answer, ModelName, Question } from '../../services/contracts/http/answers.ts';
import type { BlameFacts } from '../../services/contracts/http/blame.ts';
import type { RelishEvent } from '../../services/contracts/events.ts';
import type { EventLog } from '../../services/platform/event-log/event-log.ts';
import { positionAt, sequenceOf } from '../../services/platform/event-log/position.ts';
import type { Policy } from '../../services/contracts/policy.ts';
import { TrainedRankings } from '../../services/recommender/lineage/trained-rankings.ts';
import { blameOf } from '../../services/recommender/lineage/blame-of.ts';
import { type Artifacts, openHere } from './a-training.ts';
import { fold, listOf } from './fold.ts';

/** A log in memory, to be read. */
export const logOf = (events: readonly RelishEvent[]): Pick<EventLog, 'read'> => ({
  async read(after, limit) {
    const from = sequenceOf(after);
    const run = events.slice(from, from + limit);
    return {
      events: run,
      positionOf: (index) => positionAt(from + index + 1),
      last: positionAt(from + run.length),
    };
  },
});

/** As somebody would have it who gives it out now. */
const inOrderOfTime = (one: RelishEvent, other: RelishEvent): number =>
  Date.parse(one.time) - Date.parse(other.time);
export const byTime = (events: readonly RelishEvent[]): readonly RelishEvent[] =>
  events.toSorted(inOrderOfTime);

interface Asked {
  readonly events: readonly RelishEvent[];
  readonly policy: Policy;
  readonly question: Question;
  readonly itemId: string;
  /** By default what the question's own model answers. */
  readonly answer?: Answer;
  /** The model that the flags give accounts; `peers` unless told otherwise. */
  readonly model?: ModelName;
  /** Artifacts by digest: what isn't here is gone. */
  readonly artifacts?: Artifacts;
}

/** What answers past questions there: `artifacts` by digest. */
const rankingsOf = (artifacts: Artifacts): TrainedRankings =>
  new TrainedRankings(async (trained) => openHere(trained, artifacts), new AbortController().signal);

/** The blame of an item in the answer to a question at the end of a log; accounts are answered by `peers`. */
export const blameIn = ({
  events,
  policy,
  question,
  itemId,
  answer,
  model = 'peers',
  artifacts = new Map(),
}: Asked): Promise<BlameFacts> =>
  blameOf({
    log: logOf(events),
    makeState: () => fold([], policy),
    modelFor: async (_state, { kind }) => ({ model: kind === 'recommendations' ? model : kind }),
    question,
    answer: answer ?? listOf(fold(events, policy), question),
    time: '2026-11-20T12:00:00Z',
    itemId,
    rankings: rankingsOf(artifacts),
    say: () => undefined,
    stop: new AbortController().signal,
  });
