import type { Answer, Question } from '../../contracts/http/answers.ts';
import type { ActRun, Blame, BlameFacts, Change, Stand } from '../../contracts/http/blame.ts';
import { digestOf } from '../../platform/digest/canonical-digest.ts';
import type { EventLog } from '../../platform/event-log/event-log.ts';
import { positionAt, sequenceOf } from '../../platform/event-log/position.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { type Ranking, rankFor } from '../answers/compute-answer.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { backersOf } from './backers-of.ts';
import { describeChange, namedItem } from './describe-change.ts';
import { type Differs, differsInPlace, differsInScore, gapOf } from './gap.ts';
import { answeredBy, type LookBack, lookBack, type LookedBack, questionAnswered } from './look-back.ts';
import type { LogOutline } from './log-outline.ts';
import { sinceWhen } from './since-when.ts';

/** Fewest millionths that an item lacks of the last place: with as many as that has, its id decides. */
const LEAST_MISSING = 1;

interface Act {
  readonly time: string;
  readonly author: ActRun['author'];
  readonly reason: string;
}

const actOf = (
  type: string,
  act: (Act & { readonly position: string }) | undefined,
): Blame['policy']['activated'] =>
  act && { position: act.position, time: act.time, type, author: act.author, reason: act.reason };

const forceOf = ({
  policies,
  flags,
  policyDigest,
}: RecommenderState): Pick<BlameFacts, 'policy' | 'flags'> => {
  const activated = actOf('policy.activated', policies.activations[0]);
  const changed = actOf('flag.changed', flags.changes[0]);
  return {
    policy: { digest: policyDigest, ...(activated && { activated }) },
    flags: { digest: digestOf(flags.definition), ...(changed && { changed }) },
  };
};

/** The event that gave the item its place, or its score. */
const changeBy = async (
  log: Pick<EventLog, 'read'>,
  { looks, state }: LookedBack,
  differs: Differs,
): Promise<Change | undefined> => {
  const gap = gapOf(looks, differs);
  const [before, after] = gap ? [looks.get(gap.from), looks.get(gap.to)] : [];
  if (!gap || !before || !after) return undefined;
  const [event] = (await log.read(positionAt(gap.from), 1)).events;
  return event && describeChange(event, before, after, state);
};

const actsOf = ({ runs }: LogOutline, { looks }: LookedBack): ActRun[] =>
  runs.flatMap(({ type, time, author, reason, first, last, count, accounts }) => {
    const [before, after] = [looks.get(first - 1), looks.get(last)];
    if (!before || !after) return [];
    return [
      {
        ...{ type, time, author, reason, count, position: positionAt(first), until: positionAt(last) },
        ...(accounts.length > 0 && { accounts: [...accounts] }),
        before: before.stand,
        after: after.stand,
      },
    ];
  });

const historyOf = ({ outline, looks }: LookedBack, end: number): BlameFacts['history'] => {
  const { ends, every, isCut } = outline.days;
  const places = [...ends.map(({ at }) => at), end];
  const stands = places.flatMap((place) => looks.get(place)?.stand ?? []);
  return { everyDays: every, stands, isCut, looks: looks.size };
};

const neighbourAt = (state: RecommenderState, { places }: Ranking, index: number): Blame['above'] => {
  const place = places[index];
  return (
    place && { ...namedItem(state, state.items.nameOf(place.item)), rank: index + 1, score: place.score }
  );
};

/** Where it stands among the others. */
const placeOf = (
  state: RecommenderState,
  ranking: Ranking,
  { rank, absence, score }: Stand,
  limit: number,
): Pick<BlameFacts, 'inList' | 'missing' | 'above' | 'below'> => {
  const inList = rank !== undefined && rank <= limit;
  const last = ranking.places[limit - 1];
  const couldHavePlace = absence === undefined || absence === 'no-votes';
  const missing = inList || !couldHavePlace ? 0 : Math.max(LEAST_MISSING, (last?.score ?? 0) - score);
  if (rank === undefined) return { inList, missing };
  const above = neighbourAt(state, ranking, rank - 2);
  const below = neighbourAt(state, ranking, rank);
  return { inList, missing, ...(above && { above }), ...(below && { below }) };
};

/** Is the item where it was when the answer went out, with what it had? */
const isAsRecorded = ({ items }: Answer, { limit }: Question, itemId: string, stand: Stand): boolean => {
  const index = items.findIndex((item) => item.itemId === itemId);
  const recorded = items[index];
  if (!recorded) return (stand.rank ?? Infinity) > limit;
  const { own, established, newcomers } = recorded.parts;
  return (
    stand.rank === index + 1 &&
    stand.score === recorded.score &&
    stand.parts.own === own &&
    stand.parts.established === established &&
    stand.parts.newcomers === newcomers
  );
};

const known = (state: RecommenderState, itemId: string): number => {
  const item = state.items.find(itemId);
  if (item !== undefined) return item;
  const detail = 'Nobody had heard of this item when the answer went out: its id may be mistyped.';
  throw new AppError(404, 'no-such-item', detail, { facts: { position: state.position } });
};

/**
 * Why one item stands where it does in one answer, or isn't in it, and what moved it there: all as of the answer's
 * position, so that asking again tells the same.
 * @throws AppError 404 `no-such-item`, 409 `not-from-votes`; the reason of `stop`
 */
export const blameOf = async (asked: LookBack & { readonly time: string }): Promise<BlameFacts> => {
  const { log, answer, itemId, time } = asked;
  const question = questionAnswered(asked.question, answer);
  const back = { ...asked, question };
  const answerer = answeredBy(answer);
  const looked = await lookBack(back);
  const { state, looks } = looked;
  const item = known(state, itemId);
  const end = sequenceOf(answer.position);
  const ranking = rankFor(state, answerer, question);
  const { stand } = looks.get(end)!;
  const history = historyOf(looked, end);
  const lastMove = await changeBy(log, looked, differsInPlace);
  const lastChange = await changeBy(log, looked, differsInScore);
  const { requestId, position, model, basis, servedBy, variant } = answer;
  return {
    state: 'done',
    ...{ requestId, time, question: asked.question, position, model, basis, servedBy },
    ...(variant !== undefined && { variant }),
    item: namedItem(state, itemId),
    stand,
    ...placeOf(state, ranking, stand, question.limit),
    supporters: ranking.scores.supporters(item),
    identical: isAsRecorded(answer, question, itemId, stand),
    waived: ranking.isWaived,
    ...forceOf(state),
    backers: backersOf(state, ranking, question, itemId),
    history,
    since: sinceWhen(history.stands, question.limit, history.isCut),
    ...(lastMove && { lastMove }),
    ...(lastChange && { lastChange }),
    acts: actsOf(looked.outline, looked),
  };
};
