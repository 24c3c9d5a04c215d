import { AppError } from '../http/app-error.ts';

/** @param where a folder or an address, for people */
export const objectsAway = (where: string, cause: unknown): AppError => {
  const why = cause instanceof Error ? ` (${cause.message})` : '';
  return new AppError(
    503,
    'objects-away',
    `The object store at ${where} can't be reached${why}. Try again when it is back.`,
    { cause },
  );
};

/** @param code what the store calls it, such as `ENOSPC` or `AccessDenied` */
export const objectsRefused = (where: string, code: string, cause: unknown): AppError =>
  new AppError(
    503,
    'objects-refused',
    `The object store at ${where} refuses (${code}). See to its space, its rights and its clock.`,
    { cause, facts: { reason: code } },
  );
