/**
 * What one item's stock was on one day. Invariant: `held + sold <= made`; what is left is the rest.
 * Held units are in open orders, sold ones were handed over.
 */
export interface Stock {
  readonly day: string;
  readonly made: number;
  readonly held: number;
  readonly sold: number;
}

export type Movement = 'hold' | 'free' | 'sell';

export const leftOf = ({ made, held, sold }: Stock): number => made - held - sold;

/** All are sold: none is left, and none can come free again. */
export const isSoldOut = (stock: Stock): boolean => leftOf(stock) === 0 && stock.held === 0;

/**
 * Stock after `quantity` units moved. Only what is held is freed or sold. What is held past what was made was
 * evidently made: `decide` doesn't allow it, but a log may say so.
 */
export const move = (stock: Stock, movement: Movement, quantity: number): Stock => {
  if (movement === 'hold') {
    const held = stock.held + quantity;
    return { ...stock, held, made: Math.max(stock.made, held + stock.sold) };
  }
  const held = stock.held - quantity;
  return movement === 'free' ? { ...stock, held } : { ...stock, held, sold: stock.sold + quantity };
};
