import { NONE } from './day-counts.ts';

/**
 * Lists of indices that were read from somewhere: whoever follows one comes to its end.
 * @param next by index: the one after it, or `NONE`
 * @param firsts where lists begin
 * @throws RangeError where one leads out of them or back into itself
 */
export const checkChains = (next: Int32Array, ...firsts: readonly ArrayLike<number>[]): void => {
  const isLink = (index: number): boolean => index === NONE || (index >= 0 && index < next.length);
  if (![next, ...firsts].every((links) => Array.prototype.every.call(links, isLink)))
    throw new RangeError('a list leads out of what there is');
  /** By index: in which walk it was seen first. */
  const seenIn = new Int32Array(next.length);
  for (let start = 0; start < next.length; start++) {
    for (let at = start; at !== NONE && seenIn[at] !== start + 1; at = next[at]!) {
      if (seenIn[at] !== 0) break;
      seenIn[at] = start + 1;
      if (next[at] !== NONE && seenIn[next[at]!] === start + 1)
        throw new RangeError('a list leads back into itself');
    }
  }
};

type Column = Int32Array;
interface Pairs {
  readonly account: Column;
  readonly item: Column;
}
interface Book {
  readonly account: Column;
  readonly lines: { readonly item: Column };
}

/** All that took something home, and all orders, are of accounts and items that are known. @throws RangeError */
export const checkKnown = (accounts: number, items: number, pairs: Pairs, { account, lines }: Book): void => {
  const isWithin = (size: number) => (index: number) => index >= 0 && index < size;
  const ofAccounts = [pairs.account, account].every((column) => column.every(isWithin(accounts)));
  const ofItems = [pairs.item, lines.item].every((column) => column.every(isWithin(items)));
  if (!ofAccounts || !ofItems) throw new RangeError('something is told of what nobody knows');
};
