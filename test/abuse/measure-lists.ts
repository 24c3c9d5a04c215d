import type { ShopClient } from './shop-client.ts';

/** The list that people see, and how deep ranks are looked up. */
export const SHOWN = 5;
const DEEP = 100;

/** Where an item stands in the lists of bystanders. */
export interface Standing {
  /** By bystander, 1 is first; Infinity: not in the list at all. */
  readonly ranks: readonly number[];
  /** Lists of SHOWN that the item is in. */
  readonly shownIn: number;
}

export const medianRank = ({ ranks }: Standing): number =>
  [...ranks].sort((a, b) => a - b)[Math.floor(ranks.length / 2)] ?? Infinity;

export const measureLists = async (
  shop: ShopClient,
  accounts: readonly string[],
  target: string,
  token: string,
): Promise<Standing> => {
  const ranks: number[] = [];
  for (const accountId of accounts) {
    const { items } = await shop.answerFor(accountId, DEEP, token);
    const index = items.findIndex(({ itemId }) => itemId === target);
    ranks.push(index < 0 ? Infinity : index + 1);
  }
  return { ranks, shownIn: ranks.filter((rank) => rank <= SHOWN).length };
};
