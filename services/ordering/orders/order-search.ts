import type { People } from '../accounts/people.ts';
import type { StandOrder, StandState } from '../stand/stand-state.ts';

/** Asks once for each key: a search through all orders meets the same accounts and items again and again. */
const remember = (ask: (key: string) => boolean): ((key: string) => boolean) => {
  const answers = new Map<string, boolean>();
  return (key) => {
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = ask(key);
    answers.set(key, answer);
    return answer;
  };
};

/** Finds orders by a part of their id, of the account's id or name, or of an item's id or name. */
export const createOrderSearch = (
  search: string | undefined,
  { items }: StandState,
  people: People,
): ((order: StandOrder) => boolean) | undefined => {
  if (!search) return undefined;
  const term = search.toLowerCase();
  const has = (text: string | undefined): boolean => text?.toLowerCase().includes(term) ?? false;
  const account = remember((accountId) => has(accountId) || has(people.nameOf(accountId)));
  const item = remember((itemId) => has(itemId) || has(items.get(itemId)?.listing.name));
  return ({ orderId, accountId, lines }) =>
    has(orderId) || account(accountId) || lines.some(({ itemId }) => item(itemId));
};
