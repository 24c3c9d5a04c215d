/** A square matrix, row by row. */
export interface Square {
  readonly size: number;
  readonly data: Float64Array;
}

const dot = (data: Float64Array, a: number, b: number, length: number): number => {
  let sum = 0;
  for (let at = 0; at < length; at++) sum += data[a + at]! * data[b + at]!;
  return sum;
};

/** data[into + …] += factor · data[from + …] */
const addRow = (
  data: Float64Array,
  from: number,
  factor: number,
  into: Float64Array,
  length: number,
): void => {
  for (let at = 0; at < length; at++) into[at]! += factor * data[from + at]!;
};

/** A = L·Lᵀ: leaves L in the lower triangle. */
function* factor({ size, data }: Square): Generator<undefined, undefined> {
  for (let row = 0; row < size; row++) {
    const at = row * size;
    for (let column = 0; column < row; column++) {
      const other = column * size;
      data[at + column] = (data[at + column]! - dot(data, at, other, column)) / data[other + column]!;
    }
    const pivot = data[at + row]! - dot(data, at, at, row);
    if (!(pivot > 0)) throw new RangeError('the matrix is not positive definite');
    data[at + row] = Math.sqrt(pivot);
    yield;
  }
}

/** L becomes L⁻¹, row by row: row r needs its own numbers and the rows before, which are done. */
function* invertLower({ size, data }: Square): Generator<undefined, undefined> {
  const sums = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    const at = row * size;
    const diagonal = data[at + row]!;
    sums.fill(0, 0, row);
    for (let other = 0; other < row; other++) addRow(data, other * size, -data[at + other]!, sums, other + 1);
    for (let column = 0; column < row; column++) data[at + column] = sums[column]! / diagonal;
    data[at + row] = 1 / diagonal;
    yield;
  }
}

/** L⁻¹ becomes A⁻¹ = L⁻ᵀ·L⁻¹, in both triangles: row r needs rows from r on, which aren't done. */
function* multiply({ size, data }: Square): Generator<undefined, undefined> {
  const sums = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    sums.fill(0, 0, row + 1);
    for (let other = row; other < size; other++) {
      addRow(data, other * size, data[other * size + row]!, sums, row + 1);
    }
    for (let column = 0; column <= row; column++) data[row * size + column] = sums[column]!;
    yield;
  }
  for (let row = 0; row < size; row++)
    for (let column = row + 1; column < size; column++)
      data[row * size + column] = data[column * size + row]!;
}

/**
 * Inverts a symmetric positive definite matrix in place, of which only the lower triangle is read: n³/2 multiplications
 * (Golub & Van Loan, Matrix Computations, 4.2). Yields after each row of each of its three passes.
 * @throws RangeError if it isn't positive definite
 */
export function* invertInPlace(matrix: Square): Generator<undefined, undefined> {
  yield* factor(matrix);
  yield* invertLower(matrix);
  yield* multiply(matrix);
}
