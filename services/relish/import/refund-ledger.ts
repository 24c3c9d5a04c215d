/** What an order gives up for a cancellation. */
interface Part {
  readonly orderId: string;
  readonly quantity: number;
}

export type Undone =
  | {
      /** `whole`: one order had enough left. `spread`: only several together had. */
      readonly how: 'whole' | 'spread';
      readonly parts: readonly Part[];
    }
  | { readonly how: 'nothing'; readonly reason: 'no-earlier-order' | 'not-enough-left' };

/** Remembers what each account ordered and hasn't given back, so that a cancellation finds its order. */
export interface RefundLedger {
  placed(accountId: string, itemId: string, orderId: string, quantity: number): void;
  /**
   * Finds the latest order with at least `quantity` of the item left and takes it from there; if no single
   * order has enough, from the latest ones backwards. Takes all or nothing: when even all orders together
   * hold less, what is undone was ordered before this history begins, and guessing would take from the wrong.
   */
  undo(accountId: string, itemId: string, quantity: number): Undone;
}

const NONE = -1;
/** More items than any shop has, and account × this stays an exact integer for 2^27 accounts. */
const MAX_ITEMS = 2 ** 26;

const createNumbering = () => {
  const numbers = new Map<string, number>();
  return (name: string): number => {
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, numbers.size);
    return numbers.size - 1;
  };
};

/** Entries are columns, chained from the newest back: half a million order lines take some 30 MB, not 200. */
export const createRefundLedger = (): RefundLedger => {
  const accountNumber = createNumbering();
  const itemNumber = createNumbering();
  const newest = new Map<number, number>();
  const orders: string[] = [];
  const left: number[] = [];
  const older: number[] = [];

  const keyOf = (accountId: string, itemId: string) =>
    accountNumber(accountId) * MAX_ITEMS + itemNumber(itemId);
  const leftOf = (entry: number) => left[entry] ?? 0;
  const chain = function* (key: number): Generator<number> {
    for (let entry = newest.get(key) ?? NONE; entry !== NONE; entry = older[entry] ?? NONE) yield entry;
  };
  const take = (entry: number, quantity: number): Part => {
    left[entry] = leftOf(entry) - quantity;
    return { orderId: orders[entry] ?? '', quantity };
  };
  const takeFromSeveral = (entries: readonly number[], quantity: number): Part[] => {
    const parts: Part[] = [];
    let missing = quantity;
    for (const entry of entries) {
      const taken = Math.min(missing, leftOf(entry));
      if (taken > 0) parts.push(take(entry, taken));
      missing -= taken;
    }
    return parts;
  };

  return {
    placed(accountId, itemId, orderId, quantity) {
      const key = keyOf(accountId, itemId);
      const last = newest.get(key) ?? NONE;
      if (last !== NONE && orders[last] === orderId) {
        left[last] = leftOf(last) + quantity;
        return;
      }
      orders.push(orderId);
      left.push(quantity);
      older.push(last);
      newest.set(key, orders.length - 1);
    },
    undo(accountId, itemId, quantity) {
      const entries = [...chain(keyOf(accountId, itemId))];
      if (entries.length === 0) return { how: 'nothing', reason: 'no-earlier-order' };
      const alone = entries.find((entry) => leftOf(entry) >= quantity);
      if (alone !== undefined) return { how: 'whole', parts: [take(alone, quantity)] };
      const together = entries.reduce((sum, entry) => sum + leftOf(entry), 0);
      if (together < quantity) return { how: 'nothing', reason: 'not-enough-left' };
      return { how: 'spread', parts: takeFromSeveral(entries, quantity) };
    },
  };
};
