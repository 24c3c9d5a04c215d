import { logAway, logFull, logUnwritable } from '../log-errors.ts';

/** No memory left, or no disk. */
const FULL = /^(OOM|MISCONF)\b/;
/** It will answer otherwise in a moment: it is starting, or another server is taking over. */
const PASSING = /^(LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|NOREPLICAS|MOVED|ASK)\b/;

/** What a failed command means for whoever uses the log. */
export const redisError = (cause: unknown): Error => {
  const isReply = cause instanceof Error && cause.name === 'ReplyError';
  if (!isReply || PASSING.test(cause.message)) return logAway(cause);
  return FULL.test(cause.message) ? logFull(cause) : logUnwritable(cause);
};
