import { z } from 'zod';
import { digest, position } from '../../contracts/primitives.ts';
import { AppError } from '../../platform/http/app-error.ts';

/**
 * Goes up when the fold means something else by the same facts: what an older version folded is folded anew then. A
 * change of the facts themselves shows in the shape, one of what follows from them in the state's digest.
 */
export const FORMAT = 1;

/** What a snapshot says of itself before its body. */
export const snapshotHeader = z.strictObject({
  format: z.literal(FORMAT),
  position,
  /** Events folded. */
  events: z.int().min(0),
  /** Of the influence state, which isn't saved but made anew: so it is told whether the same came of it. */
  state: digest,
  policy: digest,
});
export type SnapshotHeader = z.infer<typeof snapshotHeader>;

/** Whoever meets it goes back to an older snapshot, or folds the log from its beginning. */
export const unusable = (why: string, cause?: unknown): AppError =>
  new AppError(422, 'snapshot-unusable', `The snapshot can't be used: ${why}. The log is folded instead.`, {
    cause,
  });
