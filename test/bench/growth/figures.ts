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
  /** Writing the fold down as a snapshot. */
  snapshotSeconds: figure,
  snapshotBytes: figure,
});
/** Of a process of its own that starts from that snapshot, until its first answer. */
export const restartFigures = z.object({ seconds: figure, rssBytes: figure });
export const orderingFigures = z.object({ ...fold, orders: figure });

export const sizeFigures = z.object({
  events: z.int(),
  accounts: z.int(),
  write: writeFigures,
  recommender: recommenderFigures,
  restart: restartFigures,
  ordering: orderingFigures,
});
export type SizeFigures = z.infer<typeof sizeFigures>;

/** Of one of several replicas that fold one log on Redis at the same time, on this machine. */
export const replicaFigures = z.object({
  foldSeconds: figure,
  rssBytes: figure,
  /** Personal answers a second, while all the others answer, too. */
  answersPerSecond: figure,
});
export type ReplicaFigures = z.infer<typeof replicaFigures>;

/** Of so many replicas at once. */
export interface ReplicasFigures {
  readonly replicas: number;
  readonly events: number;
  /** Until the last of them had folded all. */
  readonly seconds: number;
  readonly rssBytes: number;
  readonly answersPerSecond: number;
}
