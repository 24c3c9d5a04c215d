import { createRandom } from '../create-random.ts';

/** Mixes lists, each call differently and all of them as the seed says. */
export const createShuffle = (seed: number) => {
  const random = createRandom(seed);
  return <T>(list: readonly T[]): T[] => {
    const keyed = list.map((value) => ({ value, key: random() }));
    return keyed.sort((a, b) => a.key - b.key).map(({ value }) => value);
  };
};
