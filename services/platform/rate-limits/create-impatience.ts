/** Who counts calls answers in a millisecond or is of no use: somebody waits to be let in. */
const PATIENCE_MS = 300;
/** Whoever didn't answer isn't asked again for so long. */
const PAUSE_MS = 2_000;

/** Asks the first; if it doesn't answer soon, and for a while from then on, the second. What the first throws is thrown. */
export type Impatience = <T>(first: () => Promise<T>, second: () => Promise<T>) => Promise<T>;

/**
 * One for all who ask the same engine, so that only one of them has to find out.
 * @param patience milliseconds for an answer
 */
export const createImpatience = (patience = PATIENCE_MS): Impatience => {
  let deafUntil = -Infinity;
  return (first, second) => {
    if (performance.now() < deafUntil) return second();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        deafUntil = performance.now() + PAUSE_MS;
        second().then(resolve, reject);
      }, patience);
      first()
        .then(resolve, reject)
        .finally(() => clearTimeout(timer));
    });
  };
};
