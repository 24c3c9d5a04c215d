import type { SizeFigures } from './figures.ts';
import type { Curve } from './what-breaks.ts';

const GB = 1e9;
/** A replica that takes longer to come back than an orchestrator waits is restarted while it starts. */
const START_SECONDS = 60;
/** What an old space may grow to where Node 20 isn't told otherwise, on a machine of 16 GB or more. */
const HEAP_GB = 4;
/** The rendezvous' deadline. */
const ANSWER_MS = 50;
const DISK_GB = 100;
/** V8's Map holds 2^24 entries; ordering keeps all orders in one. */
const MAP_ENTRIES = 2 ** 24;

type Pick = (figures: SizeFigures) => number;

/** All that is measured, against events. */
export const curvesOf = (sizes: readonly SizeFigures[]): readonly Curve[] => {
  const curve = (name: string, unit: string, pick: Pick, limit?: Curve['limit']): Curve => ({
    ...{ name, unit, points: sizes.map((size) => [size.events, pick(size)] as const) },
    ...(limit && { limit }),
  });
  const start = { value: START_SECONDS, why: 'a minute: longer than an orchestrator waits' };
  const heap = { value: HEAP_GB, why: "Node's default heap of 4 GB" };
  return [
    curve(
      'recommender: start by folding',
      's',
      ({ recommender: of }) => of.openSeconds + of.foldSeconds,
      start,
    ),
    curve('recommender: start from a snapshot', 's', ({ restart }) => restart.seconds, start),
    curve('ordering: start by folding', 's', ({ ordering: of }) => of.openSeconds + of.foldSeconds, start),
    curve('recommender: CPU of that', 's', ({ recommender: of }) => of.cpuSeconds),
    curve('ordering: CPU of that', 's', ({ ordering: of }) => of.cpuSeconds),
    curve('recommender: heap and buffers', 'GB', ({ recommender: of }) => of.heapBytes / GB, heap),
    curve('ordering: heap and buffers', 'GB', ({ ordering: of }) => of.heapBytes / GB, heap),
    curve('recommender: resident memory', 'GB', ({ recommender: of }) => of.rssBytes / GB),
    curve('ordering: resident memory', 'GB', ({ ordering: of }) => of.rssBytes / GB),
    curve('ordering: orders in one Map', '', ({ ordering: of }) => of.orders, {
      value: MAP_ENTRIES,
      why: "a Map's 2^24 entries",
    }),
    curve('an answer, p50', 'ms', ({ recommender: of }) => of.answerP50, {
      value: ANSWER_MS,
      why: 'the 50 ms that an answer has',
    }),
    // What else the machine does is in it: no limit is read off it.
    curve('an answer, p99', 'ms', ({ recommender: of }) => of.answerP99),
    curve('digest of the influence state', 's', ({ recommender: of }) => of.digestSeconds),
    curve('a snapshot', 'GB', ({ recommender: of }) => of.snapshotBytes / GB),
    curve('writing a snapshot', 's', ({ recommender: of }) => of.snapshotSeconds),
    curve('log on disk', 'GB', ({ write: of }) => of.diskBytes / GB, {
      value: DISK_GB,
      why: 'a disk of 100 GB',
    }),
    curve('writing the log', 's', ({ write: of }) => of.seconds),
  ];
};
