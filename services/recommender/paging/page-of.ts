import { AppError } from '../../platform/http/app-error.ts';

interface Page<T> {
  readonly rows: readonly T[];
  readonly total: number;
  readonly next?: string;
}

const offsetOf = (cursor: string | undefined): number => {
  if (cursor === undefined) return 0;
  if (/^\d{1,9}$/.test(cursor)) return Number(cursor);
  throw new AppError(400, 'invalid-cursor', 'Use the `next` of the page before, or none.');
};

/**
 * One page of a sorted list.
 * @throws AppError 400 for a cursor that no page gave
 */
export const pageOf = <T>(
  all: readonly T[],
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Page<T> => {
  const from = offsetOf(cursor);
  const to = from + limit;
  return { rows: all.slice(from, to), total: all.length, ...(to < all.length && { next: String(to) }) };
};
