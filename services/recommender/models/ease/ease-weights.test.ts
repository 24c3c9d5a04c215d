import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { drained } from '../../votes/in-steps.ts';
import { invertInPlace } from './cholesky.ts';
import { easeWeights } from './ease-weights.ts';

const product = (a: Float64Array, b: Float64Array, size: number, row: number, column: number): number => {
  let sum = 0;
  for (let k = 0; k < size; k++) sum += a[row * size + k]! * b[k * size + column]!;
  return sum;
};

/** Symmetric and positive definite: GᵀG + I. */
const positive = fc.integer({ min: 1, max: 7 }).chain((size) =>
  fc
    .array(fc.integer({ min: -5, max: 5 }), { minLength: size * size, maxLength: size * size })
    .map((entries) => {
      const g = Float64Array.from(entries);
      const data = new Float64Array(size * size);
      for (let i = 0; i < size; i++)
        for (let j = 0; j < size; j++) {
          for (let k = 0; k < size; k++) data[i * size + j]! += g[k * size + i]! * g[k * size + j]!;
          if (i === j) data[i * size + j]! += 1;
        }
      return { size, data };
    }),
);

const baskets = fc.integer({ min: 1, max: 6 }).chain((size) =>
  fc.record({
    size: fc.constant(size),
    rows: fc.array(fc.subarray(Array.from({ length: size }, (_, item) => item)), {
      minLength: 1,
      maxLength: 9,
    }),
  }),
);

describe('a matrix', () => {
  test('times its inverse is 1', () => {
    fc.assert(
      fc.property(positive, ({ size, data }) => {
        const inverse = data.slice();
        drained(invertInPlace({ size, data: inverse }));
        for (let i = 0; i < size; i++)
          for (let j = 0; j < size; j++)
            expect(product(data, inverse, size, i, j)).toBeCloseTo(i === j ? 1 : 0, 6);
      }),
    );
  });

  test('that has no inverse is refused', () => {
    expect(() => drained(invertInPlace({ size: 2, data: Float64Array.of(1, 1, 1, 1) }))).toThrow(RangeError);
  });
});

describe('EASE', () => {
  test('is worked out by hand for two items: λ = 1, one account took both, another the first', () => {
    // XᵀX + I = (3 1; 1 2), P = (2 −1; −1 3)/5, B_12 = −P_12/P_22 = 1/3, B_21 = −P_21/P_11 = 1/2.
    const weightsOf = drained(easeWeights({ size: 2, rows: [[0, 1], [0]] }, 1));
    expect(weightsOf(0)[0]).toBe(0);
    expect(weightsOf(0)[1]).toBeCloseTo(1 / 3, 12);
    expect(weightsOf(1)[0]).toBeCloseTo(1 / 2, 12);
  });

  test('minimises ‖X − XB‖² + λ‖B‖² without a diagonal, whichever system is solved', () => {
    const lambda = 2;
    const loss = ({ size, rows }: { size: number; rows: number[][] }, b: readonly Float64Array[]): number => {
      const squares = b.reduce((sum, row) => sum + row.reduce((all, weight) => all + weight ** 2, 0), 0);
      const errors = rows.map((row) =>
        Array.from({ length: size }, (_, j) => {
          const told = row.reduce((sum, i) => sum + b[i]![j]!, 0);
          return ((row.includes(j) ? 1 : 0) - told) ** 2;
        }).reduce((sum, error) => sum + error, 0),
      );
      return errors.reduce((sum, error) => sum + error, 0) + lambda * squares;
    };
    fc.assert(
      fc.property(baskets, fc.nat(), fc.nat(), fc.constantFrom(-0.01, 0.01), (taken, i, j, step) => {
        const weightsOf = drained(easeWeights(taken, lambda));
        const b = Array.from({ length: taken.size }, (_, item) => weightsOf(item));
        const least = loss(taken, b);
        const [row, column] = [i % taken.size, j % taken.size];
        expect(b[row]![row]).toBe(0);
        if (row === column) return;
        b[row]![column]! += step;
        expect(loss(taken, b)).toBeGreaterThan(least);
      }),
    );
  });
});
