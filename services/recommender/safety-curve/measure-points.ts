import { type ListFigures, SAFETY_BUDGETS, type SafetyPoint } from '../../contracts/http/safety-curve.ts';
import type { Policy } from '../../contracts/policy.ts';
import { digestOf } from '../../platform/digest/canonical-digest.ts';
import { ONE } from '../integrity/policy.ts';
import { activationOf } from '../policies/activation-of.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { certifiedLists } from './certified-lists.ts';
import { type Figures, figuresOf, meanFigures } from './list-figures.ts';

/** How long the lists are. */
export const LIST_LIMIT = 10;
const CLIPS = [50_000, 100_000, 200_000, 400_000, ONE];
const POWERS = [1, 2, 4];

type Choice = Pick<Policy['peers'], 'clip' | 'power'>;
/** By account: what it took home later. */
export type Wanted = ReadonlyMap<string, ReadonlySet<string>>;

/** What is tried: a grid, and always what is in force; by power, then by clip. */
export const choicesBeside = ({ clip, power }: Choice): readonly Choice[] => {
  const grid = POWERS.flatMap((power) => CLIPS.map((clip) => ({ clip, power })));
  const isThere = grid.some((one) => one.clip === clip && one.power === power);
  return [...grid, ...(isThere ? [] : [{ clip, power }])].sort(
    (a, b) => a.power - b.power || a.clip - b.clip,
  );
};

const micro = (share: number): number => Math.round(share * ONE);

const toMillionths = (figures: readonly Figures[]): ListFigures => {
  const { ndcg, recall, certified } = meanFigures(figures, SAFETY_BUDGETS);
  return {
    accounts: figures.length,
    ndcg: micro(ndcg),
    recall: micro(recall),
    certified: certified.map((one) => ({
      against: one.against,
      precision: micro(one.precision),
      recall: micro(one.recall),
    })),
  };
};

/** What was wanted and the account had never taken home before. */
const unseenOf = (state: RecommenderState, accountId: string, wanted: ReadonlySet<string>) => {
  const account = state.accounts.find(accountId);
  return new Set(
    [...wanted].filter((itemId) => {
      const item = state.items.find(itemId);
      return account === undefined || item === undefined || !state.ballots.has(account, item);
    }),
  );
};

function* measure(
  state: RecommenderState,
  wanted: Wanted,
): Generator<undefined, Pick<SafetyPoint, 'all' | 'fresh'>> {
  const all: Figures[] = [];
  const fresh: Figures[] = [];
  for (const [accountId, items] of wanted) {
    const lists = certifiedLists(state, accountId, LIST_LIMIT);
    all.push(figuresOf(lists.all, items, LIST_LIMIT, SAFETY_BUDGETS));
    const unseen = unseenOf(state, accountId, items);
    if (unseen.size > 0) fresh.push(figuresOf(lists.fresh, unseen, LIST_LIMIT, SAFETY_BUDGETS));
    yield;
  }
  return { all: toMillionths(all), fresh: toMillionths(fresh) };
}

/**
 * What the lists of a state at the cut are worth under each choice, yielding once an account and choice. Clip and
 * power are only looked at while an answer is computed (`what-depends.ts`), so that one fold serves all of them; the
 * state is left under the last.
 */
export function* measurePoints(
  state: RecommenderState,
  wanted: Wanted,
  choices: readonly Choice[],
): Generator<undefined, SafetyPoint[]> {
  const inForce = state.policy;
  const points: SafetyPoint[] = [];
  for (const { clip, power } of choices) {
    const policy = { ...inForce, peers: { ...inForce.peers, clip, power } };
    state.apply([activationOf({ digest: digestOf(policy), policy })], () => state.position, state.position);
    const isInForce = clip === inForce.peers.clip && power === inForce.peers.power;
    points.push({ clip, power, inForce: isInForce, ...(yield* measure(state, wanted)) });
  }
  return points;
}
