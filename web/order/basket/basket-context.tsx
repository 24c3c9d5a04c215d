import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { basket, withLines, withQuantity, type Basket } from './basket.ts';

interface BasketValue {
  readonly lines: Basket;
  readonly setQuantity: (itemId: string, quantity: number) => void;
  readonly add: (lines: readonly { readonly itemId: string; readonly quantity: number }[]) => void;
  readonly clear: () => void;
}

const BasketContext = createContext<BasketValue | undefined>(undefined);

const readStored = (key: string): Basket => {
  try {
    return basket.parse(JSON.parse(sessionStorage.getItem(key) ?? '[]'));
  } catch {
    return [];
  }
};

interface BasketProviderProps {
  /** Whose basket: it survives a reload, and isn't shown to the next person. */
  readonly accountId: string;
  readonly children: ReactNode;
}

export const BasketProvider = ({ accountId, children }: BasketProviderProps) => {
  const key = `relish.basket.${accountId}`;
  const [lines, setLines] = useState<Basket>(() => readStored(key));
  useEffect(() => {
    try {
      sessionStorage.setItem(key, JSON.stringify(lines));
    } catch {
      // Storage can be full or forbidden: the basket then lasts as long as the page.
    }
  }, [key, lines]);
  const value = useMemo<BasketValue>(
    () => ({
      lines,
      setQuantity: (itemId, quantity) => setLines((now) => withQuantity(now, itemId, quantity)),
      add: (more) => setLines((now) => withLines(now, more)),
      clear: () => setLines([]),
    }),
    [lines],
  );
  return <BasketContext value={value}>{children}</BasketContext>;
};

export const useBasket = (): BasketValue => {
  const value = use(BasketContext);
  if (!value) throw new Error('useBasket needs a BasketProvider above it');
  return value;
};
