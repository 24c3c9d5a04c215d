import { z } from 'zod';

const figure = z.number().min(0);

/** Of the log, after it was written. */
export const writeFigures = z.object({ seconds: figure, diskBytes: figure });

/**
 * Of a process of its own that opens the log and folds all of it. Bytes after a collection of garbage. CPU seconds tell
 * what it cost where others had the machine, too.
 */
const fold = {
  openSeconds: figure,
  foldSeconds: figure,
  cpuSeconds: figure,
  heapBytes: figure,
  rssBytes: figure,
};

export const recommenderFigures = z.object({
  ...fold,
  /** Milliseconds of one personal answer, over a sample of accounts. */
  answerP50: figure,
  answerP99: figure,
  digestSeconds: figure,
});
export const orderingFigures = z.object({ ...fold, orders: figure });

export const sizeFigures = z.object({
  events: z.int(),
  accounts: z.int(),
  write: writeFigures,
  recommender: recommenderFigures,
  ordering: orderingFigures,
});
export type SizeFigures = z.infer<typeof sizeFigures>;
