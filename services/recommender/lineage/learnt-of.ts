import type { Learnt, Stand } from '../../contracts/http/blame.ts';
import type { RankedItem, Taken } from '../models/apart-model.ts';
import { apartModels } from '../models/apart-models.ts';
import { type Asking, askingOf } from '../rendezvous/asking.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { dateOfDay } from '../votes/event-time.ts';
import { namedItem } from './describe-change.ts';
import type { LookBack } from './look-back.ts';

type Place = Learnt['unasked'];

/** So many items of a history are left out, one at a time, to see what that does: those taken on most days. */
const MOST_LEFT_OUT = 60;
/** Of those, so many are told. */
const MOST_TOLD = 10;

const placeIn = (items: readonly RankedItem[], itemId: string): Place => {
  const index = items.findIndex((item) => item.itemId === itemId);
  return index < 0 ? { score: 0 } : { rank: index + 1, score: items[index]!.score };
};

const most = (a: Taken, b: Taken): number =>
  b.days - a.days || b.last - a.last || (a.itemId < b.itemId ? -1 : 1);

/** The question of an account that had never taken these home; where only new items are wanted they stay left out. */
const without = ({ request, ...asking }: Asking, left: readonly Taken[]): Asking => {
  const ids = new Set(left.map(({ itemId }) => itemId));
  const soldOut = request.onlyNew ? [...new Set([...request.soldOut, ...ids])].sort() : request.soldOut;
  const history = request.history.filter(({ itemId }) => !ids.has(itemId));
  return { ...asking, request: { ...request, history, soldOut } };
};

/**
 * What a trained model had learnt from when it answered, and what of the account's history speaks for an item: the model
 * is asked again as if the account had never had this or that. So it is the same for any model, whatever it computes.
 * Undefined where the model that answered wasn't trained, or has no answer any more.
 * @param state as of the answer
 * @param stand the item's, there
 */
export const learntOf = async (
  back: LookBack,
  state: RecommenderState,
  stand: Stand,
): Promise<Learnt | undefined> => {
  const { question, answer, itemId, rankings, stop } = back;
  const trained = state.trained.find(answer.model.name, answer.model.digest);
  if (trained?.name !== stand.model || question.kind !== 'recommendations') return undefined;
  const asking = askingOf(state, question, answer.requestId, answer.variant);
  const { history } = asking.request;
  const placeWithout = async (left: readonly Taken[]): Promise<Place> => {
    stop.throwIfAborted();
    return placeIn((await rankings.rank(without(asking, left), trained)) ?? [], itemId);
  };
  const because: Learnt['because'] = [];
  for (const taken of history.toSorted(most).slice(0, MOST_LEFT_OUT)) {
    const place = await placeWithout([taken]);
    if (place.score >= stand.score) continue;
    const { days, last } = taken;
    because.push({ ...namedItem(state, taken.itemId), days, last: dateOfDay(last), without: place });
  }
  const groups = apartModels[trained.name].model.parameters?.['groups'];
  return {
    training: trained,
    ...(groups !== undefined && { groups }),
    unasked: await placeWithout(history),
    because: because.sort((a, b) => a.without.score - b.without.score).slice(0, MOST_TOLD),
    leftOut: Math.min(history.length, MOST_LEFT_OUT),
    taken: history.length,
  };
};
