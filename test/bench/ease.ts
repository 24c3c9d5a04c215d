import type { SettledOrder } from '../abuse/history/settled-orders.ts';

const LAMBDA = 500;

/** Inverts a symmetric positive definite matrix in place, row by row (Gauss-Jordan; no pivot is ever 0). */
const invert = (rows: readonly Float64Array[]): void => {
  const size = rows.length;
  for (let k = 0; k < size; k++) {
    const pivot = rows[k]!;
    const scale = 1 / pivot[k]!;
    pivot[k] = 1;
    for (let column = 0; column < size; column++) pivot[column]! *= scale;
    for (let other = 0; other < size; other++) {
      if (other === k) continue;
      const row = rows[other]!;
      const factor = row[k]!;
      if (factor === 0) continue;
      row[k] = 0;
      for (let column = 0; column < size; column++) row[column]! -= factor * pivot[column]!;
    }
  }
};

/**
 * EASE^R (Steck, WWW 2019): the linear item-to-item model with no self-likeness, in closed form:
 * P = (XᵀX + λI)⁻¹, B_ij = −P_ij / P_jj, B_jj = 0, on which items each account has had.
 * @returns scores of items by id, for what an account has had
 */
export const ease = (train: readonly SettledOrder[]): ((mine: readonly string[]) => Map<string, number>) => {
  const had = new Map<string, Set<string>>();
  for (const { accountId, items } of train) {
    const mine = had.get(accountId) ?? new Set<string>();
    had.set(accountId, mine);
    for (const itemId of items) mine.add(itemId);
  }
  const ids = [...new Set(train.flatMap(({ items }) => items))];
  const indexOf = new Map(ids.map((id, index) => [id, index]));
  const rows = ids.map((_, index) => {
    const row = new Float64Array(ids.length);
    row[index] = LAMBDA;
    return row;
  });
  for (const mine of had.values()) {
    const indices = [...mine].map((id) => indexOf.get(id)!);
    for (const a of indices) for (const b of indices) rows[a]![b]!++;
  }
  invert(rows);
  const diagonal = rows.map((row, index) => row[index]!);
  return (mine) => {
    const scores = new Float64Array(ids.length);
    for (const id of mine) {
      const index = indexOf.get(id)!;
      const row = rows[index]!;
      for (let item = 0; item < ids.length; item++) {
        if (item !== index) scores[item]! -= row[item]! / diagonal[item]!;
      }
    }
    return new Map(ids.map((id, index) => [id, scores[index]!]));
  };
};
