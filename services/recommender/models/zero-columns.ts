import type { VoteSums } from './model.ts';

const { BYTES_PER_ELEMENT } = Float64Array;

/** Memory for columns of zeros. One piece for several: to get another takes longer than to fill it. */
export const memoryFor = (columns: number, length: number): ArrayBuffer =>
  new ArrayBuffer(columns * length * BYTES_PER_ELEMENT);

export const columnIn = (memory: ArrayBuffer, column: number, length: number): Float64Array =>
  new Float64Array(memory, column * length * BYTES_PER_ELEMENT, length);

export const zeroSums = (items: number): VoteSums => {
  const memory = memoryFor(4, items);
  return {
    established: columnIn(memory, 0, items),
    newcomers: columnIn(memory, 1, items),
    onProbation: columnIn(memory, 2, items),
    demoted: columnIn(memory, 3, items),
  };
};
