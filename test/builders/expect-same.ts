import { isDeepStrictEqual } from 'node:util';
import { expect } from '@jest/globals';

/** As `toEqual`, whose diff is shown where they differ; where they don't, it takes a fraction of its time. */
export const expectSame = (is: unknown, was: unknown): void => {
  if (!isDeepStrictEqual(is, was)) expect(is).toEqual(was);
};
