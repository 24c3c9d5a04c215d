import { useState } from 'react';

export interface CursorPages {
  /** Of the page shown; undefined for the first. */
  readonly cursor: string | undefined;
  /** 1 is the first page. */
  readonly number: number;
  readonly toNext: (next: string) => void;
  readonly toPrevious: () => void;
}

/**
 * Where one is in a list that is paged on the server by cursors; goes back to the first page when `key`
 * (the search and the filters, as text) changes.
 */
export const useCursorPages = (key: string): CursorPages => {
  const [trail, setTrail] = useState<{ key: string; cursors: readonly string[] }>({ key, cursors: [] });
  const cursors = trail.key === key ? trail.cursors : [];
  return {
    cursor: cursors.at(-1),
    number: cursors.length + 1,
    toNext: (next) => setTrail({ key, cursors: [...cursors, next] }),
    toPrevious: () => setTrail({ key, cursors: cursors.slice(0, -1) }),
  };
};
