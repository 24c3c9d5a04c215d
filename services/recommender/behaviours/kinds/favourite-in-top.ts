import type { BehaviourDocument } from '../../../contracts/http/behaviours.ts';
import type { RecommenderState } from '../../replay/recommender-state.ts';
import { NONE } from '../../votes/day-counts.ts';
import type { Behaviour, Case } from '../behaviour.ts';
import { accountsThat } from '../sample-accounts.ts';

const CASES = 16;

type Document = Extract<BehaviourDocument, { kind: 'favourite-in-top' }>;

/** What an account took home on so many of the last days, and can have today. */
const favouritesOf = (
  { ballots, catalogue, items, today = 0 }: RecommenderState,
  account: number,
  { days: least, within }: Document,
): readonly string[] => {
  const { pairs, pairDays, days, firstOfAccount, nextOfAccount } = ballots;
  const found: string[] = [];
  for (let pair = firstOfAccount.data[account] ?? NONE; pair !== NONE; pair = nextOfAccount.data[pair]!) {
    let taken = 0;
    days.each(pairDays.data[pair]!, (day) => {
      if (day > today - within && day <= today) taken++;
    });
    const item = pairs.item.data[pair]!;
    if (taken >= least && !catalogue.isSoldOut(item)) found.push(items.nameOf(item));
  }
  return found;
};

/** Who took an item home often, and lately, sees it among the first. Who has more such items than places can't. */
export const favouriteInTop = (document: Document): Behaviour => {
  const { itemId, top } = document;
  const wanted = (state: RecommenderState, account: number) => {
    const favourites = favouritesOf(state, account, document);
    if (favourites.length > top) return [];
    return itemId === undefined ? favourites : favourites.filter((favourite) => favourite === itemId);
  };
  return {
    *cases(state, seed): Generator<Case | undefined> {
      const isFit = (account: number) => wanted(state, account).length > 0;
      for (const account of accountsThat(isFit, state, seed, CASES)) {
        const accountId = account === undefined ? undefined : state.accounts.nameOf(account);
        const question = { kind: 'recommendations', limit: top } as const;
        yield accountId === undefined ? undefined : { accountId, questions: [{ ...question, accountId }] };
      }
    },
    breach(state, { accountId = '' }, [answer]) {
      const account = state.accounts.find(accountId);
      if (account === undefined || !answer) return undefined;
      const seen = new Set(answer.items.map((item) => item.itemId));
      const missing = wanted(state, account).find((favourite) => !seen.has(favourite));
      return missing === undefined ? undefined : `${missing} is not among the first ${top}`;
    },
  };
};
