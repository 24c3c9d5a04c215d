/** It will answer otherwise in a moment: it is starting, or another server is taking over. */
const PASSING = /^(LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|NOREPLICAS|MOVED|ASK)\b/;

/** Whether a command failed because Redis isn't within reach now; else it was heard, and Redis had something against it. */
export const isAway = (error: unknown): boolean => {
  const isReply = error instanceof Error && error.name === 'ReplyError';
  return !isReply || PASSING.test(error.message);
};
