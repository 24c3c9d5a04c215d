import type { Answer, ModelName, Question } from '../../contracts/http/answers.ts';
import type { ActRun, Blame, BlameFacts, Change, Stand } from '../../contracts/http/blame.ts';
import { digestOf } from '../../platform/digest/canonical-digest.ts';
import type { EventLog } from '../../platform/event-log/event-log.ts';
import { positionAt, sequenceOf } from '../../platform/event-log/position.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { rankFor } from '../answers/compute-answer.ts';
import { isTrusted } from '../models/models.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { backersOf } from './backers-of.ts';
import { describeChange, namedItem } from './describe-change.ts';
import { type Differs, differsInPlace, differsInScore, gapOf, isNarrow } from './gap.ts';
import { type LookBack, lookBack, type LookedBack } from './look-back.ts';
import { learntOf } from './learnt-of.ts';
import type { LogOutline } from './log-outline.ts';
import { lookAt } from './look-at.ts';
import type { Ranked } from './ranked.ts';
import { answeredBy } from './ranked-at.ts';
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
  const [before, after] = gap && isNarrow(gap) ? [looks.get(gap.from), looks.get(gap.to)] : [];
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
  const seen = [...looks.values()].filter((look) => look !== undefined).length;
  return { everyDays: every, stands, isCut: isCut || seen < looks.size, looks: seen };
};

const neighbourAt = (state: RecommenderState, ranked: Ranked, rank: number): Blame['above'] => {
  const place = ranked.at(rank);
  return place && { ...namedItem(state, place.itemId), rank, score: place.score };
};

/** Where it stands among the others. */
const placeOf = (
  { state, ranked }: LookedBack,
  { rank, absence, score }: Stand,
  limit: number,
): Pick<BlameFacts, 'inList' | 'missing' | 'above' | 'below'> => {
  const inList = rank !== undefined && rank <= limit;
  const last = ranked.at(limit);
  const couldHavePlace = absence === undefined || absence === 'no-votes';
  const missing = inList || !couldHavePlace ? 0 : Math.max(LEAST_MISSING, (last?.score ?? 0) - score);
  if (rank === undefined) return { inList, missing };
  const above = neighbourAt(state, ranked, rank - 1);
  const below = neighbourAt(state, ranked, rank + 1);
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

/** What was answered: where no model had an answer in time, the same list for everybody went out. */
const questionAnswered = (question: Question, { servedBy }: Answer): Question =>
  servedBy === 'default' ? { kind: 'popular', limit: question.limit } : question;

const known = (state: RecommenderState, itemId: string): number => {
  const item = state.items.find(itemId);
  if (item !== undefined) return item;
  const detail = 'Nobody had heard of this item when the answer went out: its id may be mistyped.';
  throw new AppError(404, 'no-such-item', detail, { facts: { position: state.position } });
};

/** Whose votes the score is made of; those that a trained model learnt from are told as what it learnt. */
const votersOf = (
  state: RecommenderState,
  name: ModelName,
  question: Question,
  itemId: string,
): Pick<BlameFacts, 'supporters' | 'backers'> => {
  if (!isTrusted(name)) return { supporters: 0, backers: { standings: [], weeks: [], half: 0 } };
  const ranking = rankFor(state, name, question);
  return {
    supporters: ranking.scores.supporters(known(state, itemId)),
    backers: backersOf(state, ranking, question, itemId),
  };
};

/**
 * Why one item stands where it does in one answer, or isn't in it, and what moved it there: all as of the answer's
 * position, so that asking again tells the same.
 * @throws AppError 404 `no-such-item`, 409 `not-kept`, `artifact-gone`; the reason of `stop`
 */
export const blameOf = async (asked: LookBack & { readonly time: string }): Promise<BlameFacts> => {
  const { log, answer, itemId, time } = asked;
  const question = questionAnswered(asked.question, answer);
  const back = { ...asked, question };
  const answerer = answeredBy(answer);
  const looked = await lookBack(back);
  const { state, ranked } = looked;
  known(state, itemId);
  const { stand } = lookAt(state, ranked, question, itemId);
  const history = historyOf(looked, sequenceOf(answer.position));
  const lastMove = await changeBy(log, looked, differsInPlace);
  const lastChange = await changeBy(log, looked, differsInScore);
  const learnt = await learntOf(back, state, stand);
  const { requestId, position, model, basis, servedBy, variant } = answer;
  return {
    state: 'done',
    ...{ requestId, time, question: asked.question, position, model, basis, servedBy },
    ...(variant !== undefined && { variant }),
    item: namedItem(state, itemId),
    stand,
    ...placeOf(looked, stand, question.limit),
    identical: isAsRecorded(answer, question, itemId, stand),
    waived: state.tally.isWaived,
    ...forceOf(state),
    ...votersOf(state, answerer, question, itemId),
    ...(learnt && { learnt }),
    history,
    since: sinceWhen(history.stands, question.limit, history.isCut),
    ...(lastMove && { lastMove }),
    ...(lastChange && { lastChange }),
    acts: actsOf(looked.outline, looked),
  };
};
