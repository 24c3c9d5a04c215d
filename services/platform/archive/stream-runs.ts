import { z } from 'zod';
import { archiveDamaged } from './archive-errors.ts';
import type { ArchivedEntry } from './archived-entry.ts';

const NAMES = 10;

/** Which stream of its log each of some entries is in: so many in a row of `of[0]`, of `of[1]`, …, and over again. */
export const streamRuns = z.object({
  of: z.array(z.string().min(1).max(100)).min(1).max(NAMES),
  runs: z.array(z.int().min(0)),
});

export type StreamRuns = z.infer<typeof streamRuns>;

/** Undefined unless each entry says its stream. */
export const noteStreams = (entries: readonly ArchivedEntry[]): StreamRuns | undefined => {
  const streams = entries.flatMap(({ stream }) => stream ?? []);
  if (streams.length === 0 || streams.length < entries.length) return undefined;
  const of = [...new Set(streams)];
  const runs = [0];
  for (const stream of streams) {
    while (of[(runs.length - 1) % of.length] !== stream) runs.push(0);
    runs[runs.length - 1] = (runs.at(-1) ?? 0) + 1;
  }
  return { of, runs };
};

/**
 * The entries, each with its stream where that was noted.
 * @param name of what holds them
 * @throws AppError 500 `archive-damaged` if it was noted of more or fewer
 */
export const withStreams = (
  entries: readonly ArchivedEntry[],
  noted: StreamRuns | undefined,
  name: string,
): readonly ArchivedEntry[] => {
  if (!noted) return entries;
  const { of, runs } = noted;
  if (runs.reduce((sum, count) => sum + count, 0) !== entries.length) {
    throw archiveDamaged(name, 'holds more or fewer events than their streams were noted of');
  }
  let next = 0;
  return runs.flatMap((count, index) => {
    const run = entries.slice(next, (next += count));
    const stream = of[index % of.length];
    return stream === undefined ? run : run.map((entry) => ({ ...entry, stream }));
  });
};
