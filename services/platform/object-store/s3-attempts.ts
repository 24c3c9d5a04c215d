import { setTimeout as pause } from 'node:timers/promises';
import { S3Error } from 'minio';
import { AppError } from '../http/app-error.ts';
import { objectsAway, objectsRefused } from './object-errors.ts';

const ATTEMPTS = 3;
const FIRST_PAUSE_MS = 100;
/** S3's own words for "not now"; a server that stops or starts says them. */
const LATER = [
  'SlowDown',
  'ServiceUnavailable',
  'InternalError',
  'RequestTimeout',
  'OperationAborted',
  'ConditionalRequestConflict',
  'XMinioServerNotInitialized',
];

/** What S3 says is wrong, undefined if it was not S3 who answered. */
export const s3CodeOf = (error: unknown): string | undefined =>
  error instanceof S3Error && error.code !== undefined && error.code !== '' ? error.code : undefined;

const isWorthAnother = (error: unknown): boolean => {
  const code = s3CodeOf(error);
  return code === undefined || LATER.includes(code);
};

/**
 * Three times at most, with pauses of a tenth of a second and more.
 * @param act is told whether an attempt before may have done it without our hearing of it
 * @throws AppError 503 `objects-away`, `objects-refused`
 */
export const attempt = async <T>(where: string, act: (isAgain: boolean) => Promise<T>): Promise<T> => {
  for (let count = 1; ; count++) {
    try {
      return await act(count > 1);
    } catch (error) {
      if (error instanceof AppError) throw error;
      if (!isWorthAnother(error)) throw objectsRefused(where, s3CodeOf(error) ?? '', error);
      if (count === ATTEMPTS) throw objectsAway(where, error);
      await pause(FIRST_PAUSE_MS * count * (1 + Math.random()));
    }
  }
};
