import { refusalIn } from '../../redis/refusal-in.ts';
import { logAway, logFull, logRefused, logRestoring, logUnwritable } from '../log-errors.ts';

/** No memory left, or no disk. */
const FULL = /^(OOM|MISCONF)\b/;
/** The head is the mark of a restore, see `restore-script.ts`. */
const RESTORING = 'value is not an integer';
/** It will answer otherwise in a moment: it is starting, or another server is taking over. */
const PASSING = /^(LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|NOREPLICAS|MOVED|ASK)\b/;

/** What a failed command means for whoever uses the log. */
export const redisError = (cause: unknown): Error => {
  const isReply = cause instanceof Error && cause.name === 'ReplyError';
  if (!isReply || PASSING.test(cause.message)) return logAway(cause);
  if (cause.message.includes(RESTORING)) return logRestoring(cause);
  const refusal = refusalIn(cause);
  if (refusal !== undefined) return logRefused(refusal, cause);
  return FULL.test(cause.message) ? logFull(cause) : logUnwritable(cause);
};
