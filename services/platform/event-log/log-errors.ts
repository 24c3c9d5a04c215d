import { AppError } from '../http/app-error.ts';

export const logClosed = (): AppError =>
  new AppError(503, 'log-closed', 'The log is closed: this process is stopping. Try again in a moment.');

export const logInUse = (folder: string, owner: string, cause: unknown): AppError =>
  new AppError(
    503,
    'log-in-use',
    `The log in ${folder} is open in another process (${owner}). Stop that one, or choose another RELISH_DATA.`,
    { cause },
  );

export const logUnwritable = (cause: unknown): AppError =>
  new AppError(
    503,
    'log-unwritable',
    'The log could not be written and takes nothing more. See to the disk (space, rights), then start again.',
    { cause },
  );

export const logDamaged = (folder: string, what: string, cause?: unknown): AppError =>
  new AppError(
    500,
    'log-damaged',
    `The log in ${folder} is damaged: ${what}. Keep the folder, and restore it whole from a backup.`,
    { cause },
  );

/** The log's server can't be reached, or didn't answer in time. Asking again is safe: (source, id) is unique. */
export const logAway = (cause: unknown): AppError =>
  new AppError(503, 'log-away', "The log can't be reached right now: try again in a moment.", {
    cause,
    headers: { 'Retry-After': '1' },
  });

/** @param refusal Redis' own word */
export const logRefused = (refusal: string, cause: unknown): AppError =>
  new AppError(
    503,
    'log-refused',
    `Redis refuses the user of REDIS_URL what it needs (${refusal}). Give it the rights of infra/redis/users.acl.template.`,
    { cause },
  );

export const logFull = (cause: unknown): AppError =>
  new AppError(
    503,
    'log-full',
    "The log's server has no room left (memory or disk) and takes nothing more until it has: nothing was written.",
    { cause, headers: { 'Retry-After': '10' } },
  );

export const tooFewCopies = (copies: number, wanted: number): AppError =>
  new AppError(
    503,
    'log-not-copied',
    `Only ${copies} of ${wanted} replicas of the log confirmed in time: it may be lost in a failover. Try again; sending it twice is safe.`,
    { headers: { 'Retry-After': '1' } },
  );

/** What was read once is gone: the fold holds what the log doesn't. */
export const logRewound = (position: string): AppError =>
  new AppError(
    500,
    'log-rewound',
    `The log no longer has the event at ${position} as this process has read it: its server lost what it had acknowledged. Start this process again, and look at appendfsync and REDIS_WAIT_REPLICAS.`,
  );

export const notArchived = (stream: string, position: string): AppError =>
  new AppError(
    500,
    'archive-needed',
    `Redis has the events of ${stream} up to ${position} no more: they are in the archive. Set S3_ENDPOINT to where it is.`,
  );

export const logRestoring = (cause: unknown): AppError =>
  new AppError(
    503,
    'log-restoring',
    'A backup is being restored into this log, or was until that was cut off. Wait for it, or restore again (relish restore).',
    { cause, headers: { 'Retry-After': '10' } },
  );

/** @param head of what is there */
export const logNotEmpty = (head: string): AppError =>
  new AppError(
    409,
    'log-not-empty',
    `The log on Redis is not empty: it reaches ${head}. Nothing was done: set REDIS_URL to a Redis without a log.`,
  );

export const restoreInterrupted = (): AppError =>
  new AppError(
    409,
    'restore-interrupted',
    'Somebody else restores into this log, or wrote to it meanwhile. Let one do it, then look what is there (relish verify).',
  );
