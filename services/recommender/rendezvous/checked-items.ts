import { z } from 'zod';
import type { ModelRequest, RankedItem } from '../models/apart-model.ts';

/** The longest list that is asked for is a tenth of it. */
export const MAX_PLACES = 1_000;

const said = z.object({
  requestId: z.string(),
  accountId: z.string(),
  items: z.array(z.object({ itemId: z.string().min(1).max(128), score: z.int() })).max(MAX_PLACES),
});

/** What a model said is no answer to what it was asked. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

const best = (a: RankedItem, b: RankedItem): number => b.score - a.score || (a.itemId < b.itemId ? -1 : 1);

/** What is left of what a model said. */
export interface CheckedItems {
  readonly items: readonly RankedItem[];
  /** Nothing had to be left out. Otherwise what comes after the list isn't known: a model says no more than one place more. */
  readonly isWhole: boolean;
}

/**
 * The list in what a model said, checked again, whatever it was told: best first, ties by item, each item once, none
 * that is unknown, sold out or, where only new ones were asked for, had before.
 * @throws NoAnswer if it is garbage, of another request or account, or nothing is left of it
 */
export const checkedItems = (
  reply: unknown,
  request: ModelRequest,
  isKnown: (itemId: string) => boolean,
): CheckedItems => {
  const { success, data } = said.safeParse(reply);
  if (!success) throw new NoAnswer('what it said is no list of items and integer scores');
  if (data.requestId !== request.requestId) throw new NoAnswer('it answered another request');
  if (data.accountId !== request.accountId) throw new NoAnswer('it answered for another account');
  const excluded = new Set(request.soldOut);
  if (request.onlyNew) for (const { itemId } of request.history) excluded.add(itemId);
  const items = data.items.sort(best).filter(({ itemId }) => {
    const counts = !excluded.has(itemId) && isKnown(itemId);
    excluded.add(itemId);
    return counts;
  });
  if (items.length === 0) throw new NoAnswer('none of its items can be recommended');
  return { items, isWhole: items.length === data.items.length };
};
