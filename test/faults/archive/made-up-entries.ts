import type { EntrySource } from '../../../services/platform/archive/archived-entry.ts';
import type { SegmentSize } from '../../../services/platform/archive/cut-segment.ts';
import { seeded } from '../../builders/seeded.ts';
import { anEvent } from '../../contract/event-log/log-events.ts';

/** Each about 600 bytes, and no two alike, so that a segment is long on its way. */
const NOISE = 300;
export const SEGMENT: SegmentSize = { events: 500, bytes: 2 ** 30 };
export const STREAM = 'stand';

const textOf = (sequence: number): string => {
  const random = seeded(sequence);
  const noise = Array.from({ length: NOISE }, () => String.fromCharCode(33 + Math.floor(random() * 90)));
  return JSON.stringify({ ...anEvent(`e-${sequence}`), subject: noise.join('') });
};

/** A stream that is the same for all who read it. @param upTo its last sequence */
export const madeUpEntries = (upTo: number): EntrySource => ({
  read: async (after, limit) =>
    Array.from({ length: Math.max(0, Math.min(limit, upTo - after)) }, (_, index) => ({
      sequence: after + index + 1,
      text: textOf(after + index + 1),
    })),
});
