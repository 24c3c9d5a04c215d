import type { Basket } from './basket.ts';

/** One try to order something. The key tells the service that a repeated try is the same one. */
export interface Attempt {
  readonly key: string;
  readonly lines: Basket;
}

/**
 * The attempt to send: the same again as long as nobody knows what became of it, so that a lost answer
 * never becomes two orders; a new one for another basket, or after the service has refused.
 */
export const nextAttempt = (
  last: { readonly attempt: Attempt; readonly refused: boolean } | undefined,
  lines: Basket,
  newKey: () => string,
): Attempt =>
  last && !last.refused && JSON.stringify(last.attempt.lines) === JSON.stringify(lines)
    ? last.attempt
    : { key: newKey(), lines };

/** 128 random bits in hex. `crypto.randomUUID` is missing where the page isn't served by https or localhost. */
export const randomKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
