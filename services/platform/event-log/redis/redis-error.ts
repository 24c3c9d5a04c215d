import { isAway } from '../../redis/is-away.ts';
import { refusalIn } from '../../redis/refusal-in.ts';
import { logAway, logFull, logRefused, logRestoring, logUnwritable } from '../log-errors.ts';

/** No memory left, or no disk. */
const FULL = /^(OOM|MISCONF)\b/;
/** The head is the mark of a restore, see `restore-script.ts`. */
const RESTORING = 'value is not an integer';

/** What a failed command means for whoever uses the log. */
export const redisError = (cause: unknown): Error => {
  if (!(cause instanceof Error) || isAway(cause)) return logAway(cause);
  if (cause.message.includes(RESTORING)) return logRestoring(cause);
  const refusal = refusalIn(cause);
  if (refusal !== undefined) return logRefused(refusal, cause);
  return FULL.test(cause.message) ? logFull(cause) : logUnwritable(cause);
};
